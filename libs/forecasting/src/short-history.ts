import type { DemandSeries } from './demand-series.js';
import { windowSum } from './demand-series.js';
import { smoothedLevel } from './exponential-smoothing.js';
import { recentMean } from './recent-mean.js';

/** Which model speaks for a goods. */
export type ForecastModel = 'xgboost' | 'exponential-smoothing' | 'recent-mean' | 'no-recent-sales';

const DEAD_AFTER_DAYS = 56;
const MIN_AGE = 56;
const MIN_SALE_DAYS = 15;

/**
 * The model that a goods' history before day `before` can carry. Nothing sold for 56 days: none. Up to 14 days with a sale, or
 * younger than 56 days: the recent mean. Else the shop's model, for which smoothing stands in where a shop is too small to
 * train one.
 */
export function modelFor(series: DemandSeries, before: number): ForecastModel {
  if (windowSum(series.saleDays, before, DEAD_AFTER_DAYS) === 0) return 'no-recent-sales';
  return (series.saleDays[before] ?? 0) < MIN_SALE_DAYS || before < MIN_AGE ? 'recent-mean' : 'xgboost';
}

/** What every day ahead is forecast as where the shop's model does not speak, in units a day, >= 0. */
export function simpleForecast(series: DemandSeries, before: number, model: ForecastModel): number {
  if (model === 'no-recent-sales') return 0;
  if (model === 'recent-mean') return recentMean(series.sold, series.quantities, before);
  return smoothedLevel(series.quantities, before);
}
