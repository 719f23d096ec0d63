import type { CalendarTable } from './calendar-table.js';
import type { DemandSeries } from '../demand-series.js';
import { ratio } from './origin-features.js';

/** How many values describe the day that is forecast. */
export const DAY_FEATURES = 9;

/**
 * Writes what is known of the day `horizon` days on (1: `origin` itself) into `rows` at `at`: the calendar, and the weekday's
 * own past. Every value is finite and >= 0. Only days before `origin` are read.
 */
export function writeDayFeatures(
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
    sales += (series.saleDays[latest - 7 * weeks + 1] ?? 0) - (series.saleDays[latest - 7 * weeks] ?? 0);
  }
  rows[at] = ratio(series.quantities[latest] ?? 0, level);
  rows[at + 1] = ratio(sumOf4 / Math.max(1, Math.min(weeks, 4)), level);
  rows[at + 2] = ratio(sum / Math.max(1, weeks), level);
  rows[at + 3] = sales / Math.max(1, weeks);
  return at + 4;
}
