import type { DemandSeries } from './demand-series.js';
import { levelAt, windowSum } from './demand-series.js';
import { DAY_COLUMNS, WEEK_COLUMNS, writeDayRow, writeWeekRow } from './features/feature-rows.js';
import type { ShopContext } from './features/shop-context.js';

/** A goods is learnt from once it is this old, so that its windows and weekdays are full. */
const MIN_TRAINING_AGE = 56;
/** Targets are cut off at this many levels: one huge order must not bend the model of the whole shop. */
const MAX_TARGET = 20;
const WEEK = 7;
/** A week whose shelf was empty on more days than this tells little but what is believed of them. */
const MOST_EMPTY_DAYS = 4;
/** Every second row is of the week ahead, which matters most: orders and bands rest on it. */
const WEEK_SHARE = 0.5;
/** Draws are independent, so a draw that is refused costs a try; three tries a row leave few rows short in any shop. */
const TRIES_PER_ROW = 3;
/** A small shop is not made larger by drawing the same days again and again. */
const MOST_DAY_ROWS_PER_ORIGIN = 4;
const MOST_WEEK_ROWS_PER_ORIGIN = 1;

export interface TrainingRows {
  /** Row after row of values. */
  rows: Float32Array;
  /** What was sold a day, in levels, one per row. */
  targets: Float32Array;
}

export interface Sampling {
  /** Days before today that must not be seen. */
  heldOut: number;
  /** At most so many rows. */
  count: number;
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
 * Draws (goods, origin, horizon) triples, every day of every goods equally likely, and describes them in rows of
 * {@link DAY_COLUMNS} values. Left out are origins with nothing sold in the 56 days before, and days with an empty shelf.
 * @param sampling.horizons horizons are drawn from 1..`horizons`, every second one from the first week
 * @param random numbers in [0, 1)
 */
export function sampleDayRows(
  shop: readonly DemandSeries[],
  context: ShopContext,
  sampling: Sampling & { horizons: number },
  random: () => number,
): TrainingRows {
  return sample(
    shop,
    sampling,
    MOST_DAY_ROWS_PER_ORIGIN,
    DAY_COLUMNS,
    random,
    (series, origin, level, end, rows, at) => {
      const furthest = random() < WEEK_SHARE ? Math.min(WEEK, sampling.horizons) : sampling.horizons;
      const horizon = 1 + Math.floor(random() * furthest);
      const day = origin + horizon - 1;
      if (day >= end || level === 0 || series.outOfStock[day] === 1) return null;
      writeDayRow(rows, at, series, origin, horizon, level, context);
      return series.quantities[day] ?? 0;
    },
  );
}

/** The same for the mean day of the seven days from an origin on, in rows of {@link WEEK_COLUMNS} values. */
export function sampleWeekRows(
  shop: readonly DemandSeries[],
  context: ShopContext,
  sampling: Sampling,
  random: () => number,
): TrainingRows {
  return sample(
    shop,
    sampling,
    MOST_WEEK_ROWS_PER_ORIGIN,
    WEEK_COLUMNS,
    random,
    (series, origin, level, end, rows, at) => {
      const after = origin + WEEK;
      if (after > end || level === 0 || windowSum(series.emptyDays, after, WEEK) > MOST_EMPTY_DAYS) return null;
      writeWeekRow(rows, at, series, origin, level, context);
      return Math.max(0, windowSum(series.sums, after, WEEK)) / WEEK;
    },
  );
}

/** Writes one row at `at` and returns the units a day it is to be learnt with; null refuses the draw. `end`: no day from it on. */
type WriteRow = (
  series: DemandSeries,
  origin: number,
  level: number,
  end: number,
  rows: Float32Array,
  at: number,
) => number | null;

function sample(
  shop: readonly DemandSeries[],
  sampling: Sampling,
  perOrigin: number,
  columns: number,
  random: () => number,
  writeRow: WriteRow,
): TrainingRows {
  const firstOrigins = new Float64Array(shop.length + 1);
  shop.forEach((series, index) => {
    firstOrigins[index + 1] = (firstOrigins[index] ?? 0) + originsOf(series, sampling.heldOut);
  });
  const total = firstOrigins[shop.length] ?? 0;
  const count = Math.min(sampling.count, perOrigin * total);
  const rows = new Float32Array(count * columns);
  const targets = new Float32Array(count);
  let filled = 0;
  for (let tries = 0; tries < TRIES_PER_ROW * count && filled < count && total > 0; tries++) {
    const drawn = Math.floor(random() * total);
    const index = lastAtMost(firstOrigins, drawn);
    const series = shop[index];
    if (!series) continue;
    const origin = MIN_TRAINING_AGE + drawn - (firstOrigins[index] ?? 0);
    const level = levelAt(series, origin);
    const units = writeRow(series, origin, level, series.length - sampling.heldOut, rows, filled * columns);
    if (units === null) continue;
    targets[filled] = Math.min(MAX_TARGET, units / level);
    filled++;
  }
  return { rows: rows.subarray(0, filled * columns), targets: targets.subarray(0, filled) };
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
