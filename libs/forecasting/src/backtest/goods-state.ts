import type { DemandSeries } from '../demand-series.js';
import { windowSum } from '../demand-series.js';

/**
 * What a backtest does with a goods at an origin. Its own rule, not the forecaster's: a change of the forecaster must not
 * change which goods it is measured on.
 */
export type GoodsState = 'eligible' | 'short-history' | 'asleep';

const RECENT_DAYS = 56;
const LEAST_SALE_DAYS = 15;
const DENSE_SHARE = 0.5;

/**
 * `asleep`: nothing sold in the last 56 days. `eligible`: 15 days with a sale or more, of the last two years, the first 56 days
 * ago or more. Else `short-history`.
 */
export function goodsState(series: DemandSeries): GoodsState {
  const { length, saleDays } = series;
  if (windowSum(saleDays, length, RECENT_DAYS) === 0) return 'asleep';
  const enough = length >= RECENT_DAYS && (saleDays[length] ?? 0) >= LEAST_SALE_DAYS;
  return enough ? 'eligible' : 'short-history';
}

/** True when the goods sold on half of the last 56 days or more. */
export function isDense({ length, saleDays }: DemandSeries): boolean {
  return windowSum(saleDays, length, RECENT_DAYS) >= DENSE_SHARE * RECENT_DAYS;
}
