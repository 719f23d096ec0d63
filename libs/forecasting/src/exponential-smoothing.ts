const ALPHAS = [0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5];
/** Smoothing starts from the mean of this many days and is judged from the day after them. */
const START_DAYS = 14;
const MAX_DAYS = 365;

/**
 * Simple exponential smoothing: the level l moves by alpha times the last one-step error, and every day ahead is forecast
 * as l (Brown 1956; Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 8.1). Alpha is the one of a grid with
 * the least mean squared one-step error on the last year.
 * @param quantities units a day; those before day `before` are read
 * @returns units a day, >= 0; 0 without any day
 */
export function smoothedLevel(quantities: Float32Array, before: number): number {
  const days = quantities.subarray(Math.max(0, before - MAX_DAYS), before);
  const startDays = Math.min(START_DAYS, days.length);
  if (startDays === 0) return 0;
  const start = days.subarray(0, startDays).reduce((sum, quantity) => sum + quantity, 0) / startDays;
  let best = start;
  let leastError = Infinity;
  for (const alpha of ALPHAS) {
    let level = start;
    let squaredError = 0;
    for (let day = startDays; day < days.length; day++) {
      const error = (days[day] ?? 0) - level;
      squaredError += error * error;
      level += alpha * error;
    }
    if (squaredError < leastError) {
      leastError = squaredError;
      best = level;
    }
  }
  return Math.max(0, best);
}
