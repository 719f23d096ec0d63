import type { DemandSeries } from '../demand-series.js';
import { paceRatio, type ShopPace } from './shop-pace.js';

/** How many values say what the time of year did a year ago, for a day and for a week. */
export const LAST_YEAR_DAY_FEATURES = 5;
export const LAST_YEAR_WEEK_FEATURES = 5;

/** 52 weeks, so that weekdays stay together. */
const YEAR = 364;
const WEEK = 7;
const MONTH = 28;
const MAX_RATIO = 10;

/**
 * Writes how the shop, and the goods itself, sold around the same day a year ago, in multiples of the 28 days before the same
 * origin a year ago; 0 where the history is shorter.
 */
export function writeLastYearDay(
  rows: Float32Array,
  at: number,
  series: DemandSeries,
  origin: number,
  horizon: number,
  pace: ShopPace,
): void {
  const baseEnd = series.firstDayNumber + origin - YEAR;
  const day = baseEnd + horizon - 1;
  let column = at;
  for (const what of ['units', 'sellers'] as const) {
    rows[column++] = paceRatio(pace, what, day - 3, day + 4, baseEnd - MONTH, baseEnd);
    rows[column++] = paceRatio(pace, what, day, day + 1, baseEnd - MONTH, baseEnd);
  }
  rows[column++] = ownRatio(series, origin - YEAR, origin - YEAR + horizon - 4, WEEK);
}

/** The same for the whole week ahead, for the shop also in multiples of the seven days before. */
export function writeLastYearWeek(
  rows: Float32Array,
  at: number,
  series: DemandSeries,
  origin: number,
  pace: ShopPace,
): void {
  const baseEnd = series.firstDayNumber + origin - YEAR;
  let column = at;
  for (const what of ['units', 'sellers'] as const) {
    rows[column++] = paceRatio(pace, what, baseEnd, baseEnd + WEEK, baseEnd - MONTH, baseEnd);
    rows[column++] = paceRatio(pace, what, baseEnd, baseEnd + WEEK, baseEnd - WEEK, baseEnd);
  }
  rows[column++] = ownRatio(series, origin - YEAR, origin - YEAR, WEEK);
}

/** The mean day of `days` days from day index `from` on, in multiples of that of the 28 days before index `baseEnd`. */
function ownRatio({ sums }: DemandSeries, baseEnd: number, from: number, days: number): number {
  const baseStart = baseEnd - MONTH;
  if (baseStart < 0) return 0;
  const base = ((sums[baseEnd] ?? 0) - (sums[baseStart] ?? 0)) / MONTH;
  const mean = Math.max(0, (sums[from + days] ?? 0) - (sums[from] ?? 0)) / days;
  return base > 0 ? Math.min(MAX_RATIO, mean / base) : 0;
}
