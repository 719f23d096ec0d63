import type { CalendarTable } from './calendar-table.js';
import type { DemandSeries } from './demand-series.js';
import { windowMean, windowSum } from './demand-series.js';

/** How many values describe one (goods, origin, horizon): 24 of the origin, then 9 of the day forecast. */
export const FEATURE_COUNT = 33;
const ORIGIN_FEATURES = 24;

/** Quantities count in multiples of the level, and at most this many of them. */
const MAX_RATIO = 50;
const LAGS = [1, 2, 3, 4, 5, 6, 7, 14, 21, 28];

/**
 * Writes the row that describes `series` as it was known before day `origin`, and the day `horizon` days on (1: `origin`
 * itself), into `rows` at `at`. Every value is finite and >= 0. Only days before `origin` are read.
 * @param level the goods' level at `origin`, above 0
 */
export function writeFeatures(
  rows: Float32Array,
  at: number,
  series: DemandSeries,
  origin: number,
  horizon: number,
  level: number,
  calendar: CalendarTable,
): void {
  writeOriginFeatures(rows, at, series, origin, level);
  writeDayFeatures(rows, at + ORIGIN_FEATURES, series, origin, horizon, level, calendar);
}

/** The same for horizons 1..`horizons`, one row each: what belongs to the origin is computed once. */
export function writeFeaturePath(
  rows: Float32Array,
  at: number,
  series: DemandSeries,
  origin: number,
  horizons: number,
  level: number,
  calendar: CalendarTable,
): void {
  writeOriginFeatures(rows, at, series, origin, level);
  for (let horizon = 1; horizon <= horizons; horizon++) {
    const row = at + (horizon - 1) * FEATURE_COUNT;
    if (horizon > 1) rows.copyWithin(row, at, at + ORIGIN_FEATURES);
    writeDayFeatures(rows, row + ORIGIN_FEATURES, series, origin, horizon, level, calendar);
  }
}

function writeOriginFeatures(
  rows: Float32Array,
  at: number,
  series: DemandSeries,
  origin: number,
  level: number,
): void {
  const { quantities, sums, squareSums, saleDays, priceSums } = series;
  let column = at;
  for (const lag of LAGS) rows[column++] = ratio(quantities[origin - lag] ?? 0, level);
  for (const days of [7, 14, 28, 56]) rows[column++] = ratio(windowMean(sums, origin, days), level);
  for (const days of [7, 28]) {
    const mean = windowMean(sums, origin, days);
    const variance = Math.max(0, windowMean(squareSums, origin, days) - mean * mean);
    rows[column++] = ratio(Math.sqrt(variance), level);
  }
  let largest = 0;
  for (let day = Math.max(0, origin - 28); day < origin; day++) largest = Math.max(largest, quantities[day] ?? 0);
  rows[column++] = ratio(largest, level);
  for (const days of [28, 56]) rows[column++] = 1 - windowMean(saleDays, origin, days);
  rows[column++] = origin - 1 - (series.lastSale[origin] ?? -1);
  rows[column++] = ratio(windowSum(sums, origin, 56) / Math.max(1, windowSum(saleDays, origin, 56)), level);
  rows[column++] = Math.log1p(level);
  rows[column++] = origin;
  const usualPrice = windowMean(priceSums, origin, 56);
  rows[column++] = usualPrice > 0 ? Math.min(10, (series.prices[origin - 1] ?? 0) / usualPrice) : 1;
}

function writeDayFeatures(
  rows: Float32Array,
  at: number,
  series: DemandSeries,
  origin: number,
  horizon: number,
  level: number,
  calendar: CalendarTable,
): void {
  const day = origin + horizon - 1;
  const entry = series.firstDayNumber + day - calendar.firstDayNumber;
  const weekday = calendar.weekdays[entry] ?? 0;
  let column = at;
  rows[column++] = horizon;
  rows[column++] = weekday;
  rows[column++] = weekday === 0 || weekday === 6 ? 1 : 0;
  column = writeSameWeekday(rows, column, series, day - 7 * Math.ceil(horizon / 7), level);
  rows[column++] = calendar.daysOfMonth[entry] ?? 0;
  rows[column++] = calendar.months[entry] ?? 0;
}

/** The weekday's own past, from day index `latest` back week by week: last, mean of 4, mean of 8, share with a sale. */
function writeSameWeekday(rows: Float32Array, at: number, series: DemandSeries, latest: number, level: number): number {
  let sum = 0;
  let sumOf4 = 0;
  let sales = 0;
  let weeks = 0;
  for (; weeks < 8 && latest - 7 * weeks >= 0; weeks++) {
    const quantity = series.quantities[latest - 7 * weeks] ?? 0;
    sum += quantity;
    if (weeks < 4) sumOf4 += quantity;
    if (quantity > 0) sales++;
  }
  rows[at] = ratio(series.quantities[latest] ?? 0, level);
  rows[at + 1] = ratio(sumOf4 / Math.max(1, Math.min(weeks, 4)), level);
  rows[at + 2] = ratio(sum / Math.max(1, weeks), level);
  rows[at + 3] = sales / Math.max(1, weeks);
  return at + 4;
}

function ratio(value: number, level: number): number {
  return Math.min(MAX_RATIO, value / level);
}
