import type { DemandSeries } from '../demand-series.js';
import { windowMean, windowSum } from '../demand-series.js';
import { paceRatio, type ShopPace } from './shop-pace.js';

/** Quantities count in multiples of the level, and at most this many of them. */
const MAX_RATIO = 50;
const LAGS = [1, 2, 3, 4, 5, 6, 7, 14, 21, 28];
const MEANS = [7, 14, 28, 56, 112, 182, 364];
const DEVIATIONS = [7, 28, 56];
const WEEK = 7;
const MONTH = 28;
/** 52 weeks, so that each weekday is in it as often. */
const YEAR = 364;
const WEEKS = 8;
const WEEKLY_LAGS = 5;
const WINSOR_DAYS = 56;
/** Of 56 days the five best count as the sixth best does. */
const WINSOR_CUT = 5;

/** How many values describe what is known of a goods at an origin. */
export const ORIGIN_FEATURES = LAGS.length + MEANS.length + DEVIATIONS.length + WEEKLY_LAGS + 18;

/**
 * Writes what is known of `series` before day `origin`, in multiples of its level, into `rows` at `at`. Every value is finite
 * and >= 0. Only days before `origin` are read.
 * @param level the goods' level at `origin`, above 0
 */
export function writeOriginFeatures(
  rows: Float32Array,
  at: number,
  series: DemandSeries,
  origin: number,
  level: number,
  pace: ShopPace,
): void {
  const { quantities, sums, squareSums, saleDays, priceSums } = series;
  let column = at;
  for (const lag of LAGS) rows[column++] = ratio(quantities[origin - lag] ?? 0, level);
  for (const days of MEANS) rows[column++] = ratio(windowMean(sums, origin, days), level);
  for (const days of DEVIATIONS) rows[column++] = ratio(deviation(series, origin, days), level);
  let largest = 0;
  for (let day = Math.max(0, origin - 28); day < origin; day++) largest = Math.max(largest, quantities[day] ?? 0);
  rows[column++] = ratio(largest, level);
  const month = windowSum(sums, origin, 28);
  rows[column++] = month > 0 ? Math.min(1, largest / month) : 0;
  for (const days of [28, 56]) rows[column++] = 1 - windowMean(saleDays, origin, days);
  rows[column++] = origin - 1 - (series.lastSale[origin] ?? -1);
  const saleDaysIn56 = Math.max(1, windowSum(saleDays, origin, 56));
  const size = windowSum(sums, origin, 56) / saleDaysIn56;
  rows[column++] = ratio(size, level);
  const squares = windowSum(squareSums, origin, 56) / saleDaysIn56;
  rows[column++] = size > 0 ? Math.min(MAX_RATIO, Math.max(0, squares / (size * size) - 1)) : 0;
  rows[column++] = ratio(winsorisedMean(quantities, origin), level);
  column = writeWeeks(rows, column, sums, origin, level);
  rows[column++] = Math.log1p(level);
  rows[column++] = origin;
  const usualPrice = windowMean(priceSums, origin, 56);
  rows[column++] = usualPrice > 0 ? Math.min(10, (series.prices[origin - 1] ?? 0) / usualPrice) : 1;
  const today = series.firstDayNumber + origin;
  rows[column++] = paceRatio(pace, 'sellers', today - 7, today, today - 28, today);
  rows[column++] = paceRatio(pace, 'sellers', today - 28, today, today - 56, today);
  rows[column++] = ratio(shareLevel(series, origin, pace), level);
}

/** The five latest whole weeks, then median, least and most of the last eight, and the share of them without a sale. */
function writeWeeks(rows: Float32Array, at: number, sums: Float64Array, origin: number, level: number): number {
  const count = Math.min(WEEKS, Math.floor(origin / WEEK));
  const weeks: number[] = [];
  for (let week = 0; week < count; week++) {
    const end = origin - week * WEEK;
    weeks.push(Math.max(0, (sums[end] ?? 0) - (sums[end - WEEK] ?? 0)) / WEEK);
  }
  let column = at;
  for (let week = 0; week < WEEKLY_LAGS; week++) rows[column++] = ratio(weeks[week] ?? 0, level);
  const empty = weeks.reduce((zeros, units) => zeros + (units === 0 ? 1 : 0), 0);
  weeks.sort((a, b) => a - b);
  rows[column++] = ratio(((weeks[(count - 1) >> 1] ?? 0) + (weeks[count >> 1] ?? 0)) / 2, level);
  rows[column++] = ratio(weeks[0] ?? 0, level);
  rows[column++] = ratio(weeks[count - 1] ?? 0, level);
  rows[column++] = count > 0 ? empty / count : 0;
  return column;
}

/** The mean of the last 56 days, in which no day counts for more than the sixth best. */
function winsorisedMean(quantities: Float32Array, origin: number): number {
  const start = Math.max(0, origin - WINSOR_DAYS);
  if (start === origin) return 0;
  // The largest come last in a short list that is kept in order: sorting 56 days for every row would cost more than all else.
  const best = new Float64Array(WINSOR_CUT + 1);
  let sum = 0;
  for (let day = start; day < origin; day++) {
    const quantity = quantities[day] ?? 0;
    sum += quantity;
    if (quantity <= (best[0] ?? 0)) continue;
    let place = 0;
    while (place < WINSOR_CUT && quantity > (best[place + 1] ?? Infinity)) {
      best[place] = best[place + 1] ?? 0;
      place++;
    }
    best[place] = quantity;
  }
  const cap = best[0] ?? 0;
  for (let place = 1; place <= WINSOR_CUT; place++) sum -= (best[place] ?? 0) - cap;
  return Math.max(0, sum) / (origin - start);
}

/**
 * What a day would sell if the goods kept its share of the shop, as it was over the last year, at the shop's pace of the last four
 * weeks: steadier than the goods' own last weeks. 0 for goods younger than a year.
 */
function shareLevel(series: DemandSeries, origin: number, pace: ShopPace): number {
  if (origin < YEAR) return 0;
  const today = series.firstDayNumber + origin;
  return windowMean(series.sums, origin, YEAR) * paceRatio(pace, 'units', today - MONTH, today, today - YEAR, today);
}

function deviation({ sums, squareSums }: DemandSeries, origin: number, days: number): number {
  const mean = windowMean(sums, origin, days);
  return Math.sqrt(Math.max(0, windowMean(squareSums, origin, days) - mean * mean));
}

/** `value` in multiples of the level, cut off. */
export function ratio(value: number, level: number): number {
  return Math.min(MAX_RATIO, value / level);
}
