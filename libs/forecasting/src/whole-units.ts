/**
 * Rounds daily quantities to whole units so that every run from the first day on has the rounded sum of that run: goods
 * that sell .3 a day are forecast as 0 0 1 0 0 0 1..., not as nothing.
 * @param quantities units a day, finite and >= 0
 */
export function wholeUnits(quantities: Float64Array): Int32Array {
  const whole = new Int32Array(quantities.length);
  let sum = 0;
  let given = 0;
  for (let day = 0; day < quantities.length; day++) {
    sum += quantities[day] ?? 0;
    whole[day] = Math.round(sum) - given;
    given += whole[day] ?? 0;
  }
  return whole;
}
