import { DAY_FEATURES, writeDayFeatures } from './day-features.js';
import type { DemandSeries } from '../demand-series.js';
import {
  LAST_YEAR_DAY_FEATURES,
  LAST_YEAR_WEEK_FEATURES,
  writeLastYearDay,
  writeLastYearWeek,
} from './last-year-features.js';
import { ORIGIN_FEATURES, writeOriginFeatures } from './origin-features.js';
import type { ShopContext } from './shop-context.js';

/** The month a week begins in and the one it ends in, and its first day of the month: seasons turn within weeks. 0: unknown. */
const WEEK_CALENDAR = 3;

/** How many values describe one (goods, origin, horizon), and one (goods, origin) whose week is forecast. */
export const DAY_COLUMNS = ORIGIN_FEATURES + DAY_FEATURES + LAST_YEAR_DAY_FEATURES;
export const WEEK_COLUMNS = ORIGIN_FEATURES + LAST_YEAR_WEEK_FEATURES + WEEK_CALENDAR;

/**
 * Writes the row that describes `series` as it was known before day `origin`, and the day `horizon` days on (1: `origin`
 * itself), into `rows` at `at`. Every value is finite and >= 0. Only days before `origin` are read.
 * @param level the goods' level at `origin`, above 0
 */
export function writeDayRow(
  rows: Float32Array,
  at: number,
  series: DemandSeries,
  origin: number,
  horizon: number,
  level: number,
  context: ShopContext,
): void {
  writeOriginFeatures(rows, at, series, origin, level, context.pace);
  writeAhead(rows, at, series, origin, horizon, level, context);
}

/** The same for horizons 1..`horizons`, one row each: what belongs to the origin is computed once. */
export function writeDayRows(
  rows: Float32Array,
  at: number,
  series: DemandSeries,
  origin: number,
  horizons: number,
  level: number,
  context: ShopContext,
): void {
  writeOriginFeatures(rows, at, series, origin, level, context.pace);
  for (let horizon = 1; horizon <= horizons; horizon++) {
    const row = at + (horizon - 1) * DAY_COLUMNS;
    if (horizon > 1) rows.copyWithin(row, at, at + ORIGIN_FEATURES);
    writeAhead(rows, row, series, origin, horizon, level, context);
  }
}

/** Writes the row that describes `series` before day `origin` for the total of the seven days from it on. */
export function writeWeekRow(
  rows: Float32Array,
  at: number,
  series: DemandSeries,
  origin: number,
  level: number,
  context: ShopContext,
): void {
  writeOriginFeatures(rows, at, series, origin, level, context.pace);
  writeLastYearWeek(rows, at + ORIGIN_FEATURES, series, origin, context.pace);
  const { months, daysOfMonth, firstDayNumber } = context.calendar;
  const today = series.firstDayNumber + origin - firstDayNumber;
  let column = at + ORIGIN_FEATURES + LAST_YEAR_WEEK_FEATURES;
  rows[column++] = months[today] ?? 0;
  rows[column++] = months[today + 6] ?? 0;
  rows[column++] = months[today] === 0 ? 0 : (daysOfMonth[today] ?? 0);
}

function writeAhead(
  rows: Float32Array,
  row: number,
  series: DemandSeries,
  origin: number,
  horizon: number,
  level: number,
  { calendar, pace }: ShopContext,
): void {
  const at = row + ORIGIN_FEATURES;
  writeDayFeatures(rows, at, series, origin, horizon, level, calendar);
  writeLastYearDay(rows, at + DAY_FEATURES, series, origin, horizon, pace);
}
