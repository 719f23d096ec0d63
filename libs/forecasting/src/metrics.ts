function requireSameLength(actual: ArrayLike<number>, other: ArrayLike<number>): void {
  if (actual.length !== other.length) throw new Error(`${actual.length} actuals cannot meet ${other.length} forecasts`);
}

function sumOver(actual: ArrayLike<number>, term: (index: number) => number): number {
  let sum = 0;
  for (let index = 0; index < actual.length; index++) sum += term(index);
  return sum;
}

/**
 * Weighted absolute percentage error: sum |actual - forecast| / sum actual; 0 is perfect. NaN when nothing was sold.
 * @throws Error when the lengths differ
 */
export function wape(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  requireSameLength(actual, forecast);
  return (
    sumOver(actual, (i) => Math.abs((actual[i] ?? 0) - (forecast[i] ?? 0))) / sumOver(actual, (i) => actual[i] ?? 0)
  );
}

/**
 * Relative bias: (sum forecast - sum actual) / sum actual; below 0 the forecasts are too low. NaN when nothing was sold.
 * @throws Error when the lengths differ
 */
export function bias(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  requireSameLength(actual, forecast);
  return sumOver(actual, (i) => (forecast[i] ?? 0) - (actual[i] ?? 0)) / sumOver(actual, (i) => actual[i] ?? 0);
}

/**
 * Mean pinball (quantile) loss of forecasts of the `probability` quantile, in the unit of the values (Koenker and Bassett 1978).
 * @throws Error when the lengths differ or there are no values
 */
export function pinball(actual: ArrayLike<number>, quantile: ArrayLike<number>, probability: number): number {
  requireSameLength(actual, quantile);
  if (actual.length === 0) throw new Error('The pinball loss of no values is not defined');
  const loss = (i: number): number => {
    const error = (actual[i] ?? 0) - (quantile[i] ?? 0);
    return error >= 0 ? probability * error : (probability - 1) * error;
  };
  return sumOver(actual, loss) / actual.length;
}

/**
 * The share of values inside their band, ends included.
 * @throws Error when the lengths differ or there are no values
 */
export function coverage(actual: ArrayLike<number>, lower: ArrayLike<number>, upper: ArrayLike<number>): number {
  requireSameLength(actual, lower);
  requireSameLength(actual, upper);
  if (actual.length === 0) throw new Error('The coverage of no values is not defined');
  const inside = (i: number): number => {
    const value = actual[i] ?? 0;
    return value >= (lower[i] ?? 0) && value <= (upper[i] ?? 0) ? 1 : 0;
  };
  return sumOver(actual, inside) / actual.length;
}
