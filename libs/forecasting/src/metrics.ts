function requireSameLength(actual: ArrayLike<number>, other: ArrayLike<number>): void {
  if (actual.length !== other.length) throw new Error(`${actual.length} actuals cannot meet ${other.length} forecasts`);
}

function requireValues(actual: ArrayLike<number>, forecast: ArrayLike<number>): void {
  requireSameLength(actual, forecast);
  if (actual.length === 0) throw new Error('The error of no values is not defined');
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

/** What a series' errors are measured by: how far off the value one season before was, on average and squared. */
export interface ErrorScale {
  absolute: number;
  squared: number;
}

/**
 * The mean absolute and the mean squared error of the seasonal naive forecast on the history itself, the scales of MASE and
 * RMSSE (Hyndman and Koehler 2006).
 * @param season values from one season to the next, 7 for days of a week
 * @returns NaN for both where the history is not longer than a season
 */
export function seasonalErrorScale(history: ArrayLike<number>, season: number): ErrorScale {
  let absolute = 0;
  let squared = 0;
  for (let index = season; index < history.length; index++) {
    const error = (history[index] ?? 0) - (history[index - season] ?? 0);
    absolute += Math.abs(error);
    squared += error * error;
  }
  const count = history.length > season ? history.length - season : NaN;
  return { absolute: absolute / count, squared: squared / count };
}

/**
 * Mean absolute scaled error: mean |actual - forecast| / scale; 1 is as far off as the seasonal naive forecast was in the past.
 * NaN where the scale is 0 or NaN: the series always repeated itself or is shorter than a season.
 * @throws Error when the lengths differ or there are no values
 */
export function mase(actual: ArrayLike<number>, forecast: ArrayLike<number>, scale: ErrorScale): number {
  requireValues(actual, forecast);
  const error = sumOver(actual, (i) => Math.abs((actual[i] ?? 0) - (forecast[i] ?? 0))) / actual.length;
  return scale.absolute > 0 ? error / scale.absolute : NaN;
}

/**
 * Root mean squared scaled error: sqrt(mean (actual - forecast)^2 / scale); unlike MASE it is least for the mean, not for the
 * median, which is 0 for goods that seldom sell (Makridakis et al. 2022, M5). NaN where the scale is 0 or NaN.
 * @throws Error when the lengths differ or there are no values
 */
export function rmsse(actual: ArrayLike<number>, forecast: ArrayLike<number>, scale: ErrorScale): number {
  requireValues(actual, forecast);
  const error = sumOver(actual, (i) => ((actual[i] ?? 0) - (forecast[i] ?? 0)) ** 2) / actual.length;
  return scale.squared > 0 ? Math.sqrt(error / scale.squared) : NaN;
}
