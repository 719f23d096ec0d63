import type { CalendarTable } from './calendar-table.js';
import type { DemandSeries } from './demand-series.js';
import { levelAt } from './demand-series.js';
import { FEATURE_COUNT, writeFeatures } from './features.js';

/** A goods is learnt from once it is this old, so that its windows and weekdays are full. */
export const MIN_TRAINING_AGE = 56;
/** Targets are cut off at this many levels: one huge order must not bend the model of the whole shop. */
const MAX_TARGET = 20;
/** Every second row is of the week ahead, which matters most: orders and bands rest on it. */
const WEEK = 7;
const WEEK_SHARE = 0.5;

export interface TrainingRows {
  /** Row after row of {@link FEATURE_COUNT} values. */
  rows: Float32Array;
  /** Units sold on the day forecast, in levels. */
  targets: Float32Array;
}

/**
 * How many (goods, origin) pairs there are to learn from when the last `heldOut` days are not to be seen.
 * @param heldOut days before today
 */
export function trainingOrigins(shop: readonly DemandSeries[], heldOut: number): number {
  return shop.reduce((count, series) => count + originsOf(series, heldOut), 0);
}

function originsOf(series: DemandSeries, heldOut: number): number {
  return Math.max(0, series.length - heldOut - MIN_TRAINING_AGE);
}

/**
 * Draws at most `count` (goods, origin, horizon) triples, every day of every goods equally likely, whose forecast day lies
 * before the last `heldOut` days. Pairs with nothing sold in the 56 days before the origin are left out.
 * @param options.horizons horizons are drawn from 1..`horizons`, every second one from the first week
 * @param random numbers in [0, 1)
 */
export function sampleTrainingRows(
  shop: readonly DemandSeries[],
  calendar: CalendarTable,
  options: { heldOut: number; horizons: number; count: number },
  random: () => number,
): TrainingRows {
  const { heldOut, horizons, count } = options;
  const firstOrigins = new Float64Array(shop.length + 1);
  shop.forEach((series, index) => {
    firstOrigins[index + 1] = (firstOrigins[index] ?? 0) + originsOf(series, heldOut);
  });
  const total = firstOrigins[shop.length] ?? 0;
  const rows = new Float32Array(count * FEATURE_COUNT);
  const targets = new Float32Array(count);
  let filled = 0;
  // Draws are independent, so a draw that is refused costs a try; three tries a row leave few rows short in any shop.
  for (let tries = 0; tries < 3 * count && filled < count && total > 0; tries++) {
    const drawn = Math.floor(random() * total);
    const furthest = random() < WEEK_SHARE ? Math.min(WEEK, horizons) : horizons;
    const horizon = 1 + Math.floor(random() * furthest);
    const index = lastAtMost(firstOrigins, drawn);
    const series = shop[index];
    if (!series) continue;
    const origin = MIN_TRAINING_AGE + drawn - (firstOrigins[index] ?? 0);
    const day = origin + horizon - 1;
    const level = levelAt(series, origin);
    if (day >= series.length - heldOut || level === 0) continue;
    writeFeatures(rows, filled * FEATURE_COUNT, series, origin, horizon, level, calendar);
    targets[filled] = Math.min(MAX_TARGET, (series.quantities[day] ?? 0) / level);
    filled++;
  }
  return { rows: rows.subarray(0, filled * FEATURE_COUNT), targets: targets.subarray(0, filled) };
}

/** The index of the last of the ascending `starts` that is not above `value`. */
function lastAtMost(starts: Float64Array, value: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? Infinity) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
