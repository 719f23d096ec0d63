import type { DemandSeries } from './demand-series.js';
import { windowMean, windowSum } from './demand-series.js';
import { smoothedLevel } from './exponential-smoothing.js';

/** Which model speaks for a goods. */
export type ForecastModel = 'xgboost' | 'exponential-smoothing' | 'recent-mean' | 'no-recent-sales';

const DEAD_AFTER_DAYS = 56;
const MIN_AGE = 56;
const MIN_SALE_DAYS = 15;
const MIN_SALE_DAYS_TO_SMOOTH = 8;
const RECENT_DAYS = 28;

/**
 * The model that a goods' history before day `before` can carry. Nothing sold for 56 days: none. Up to 7 days with a sale:
 * the recent mean. Up to 14, or younger than 56 days: smoothing. Else the shop's model.
 */
export function modelFor(series: DemandSeries, before: number): ForecastModel {
  if (windowSum(series.saleDays, before, DEAD_AFTER_DAYS) === 0) return 'no-recent-sales';
  const saleDays = series.saleDays[before] ?? 0;
  if (saleDays < MIN_SALE_DAYS_TO_SMOOTH) return 'recent-mean';
  return saleDays < MIN_SALE_DAYS || before < MIN_AGE ? 'exponential-smoothing' : 'xgboost';
}

/** What every day ahead is forecast as where the shop's model does not speak, in units a day, >= 0. */
export function simpleForecast(series: DemandSeries, before: number, model: ForecastModel): number {
  if (model === 'no-recent-sales') return 0;
  if (model === 'recent-mean') return windowMean(series.sums, before, RECENT_DAYS);
  return smoothedLevel(series.quantities, before);
}
