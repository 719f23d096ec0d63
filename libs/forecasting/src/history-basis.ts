import type { DemandSeries } from './demand-series.js';
import { windowSum } from './demand-series.js';

const RECENT_DAYS = 28;

/** What was known of a goods when it was forecast: the numbers behind the choice of its model. */
export interface HistoryBasis {
  /** Days from the first sale, two years back at the most, to yesterday. */
  days: number;
  /** Those of them with a sale. */
  saleDays: number;
  /** Days from the latest sale to today, 1 for yesterday; null when there is none. */
  daysSinceLastSale: number | null;
  /** Units sold in the last 28 days. */
  recentUnits: number;
  /** Days of the last 28 on which the shelf was empty from morning to evening. */
  recentDaysOutOfStock: number;
}

/** Counts what is known of a series today. */
export function historyBasis(series: DemandSeries): HistoryBasis {
  const { length, sold, lastSale, emptyDays } = series;
  const last = lastSale[length] ?? -1;
  return {
    days: length,
    saleDays: sold.reduce((count, quantity) => count + (quantity > 0 ? 1 : 0), 0),
    daysSinceLastSale: last === -1 ? null : length - last,
    recentUnits: sold.subarray(-RECENT_DAYS).reduce((sum, quantity) => sum + quantity, 0),
    recentDaysOutOfStock: windowSum(emptyDays, length, RECENT_DAYS),
  };
}
