import { AveragedModel } from './averaged-model.js';
import type { DemandSeries } from './demand-series.js';
import { levelAt, windowMean } from './demand-series.js';
import { DAY_COLUMNS, WEEK_COLUMNS, writeDayRows, writeWeekRow } from './features/feature-rows.js';
import type { ShopContext } from './features/shop-context.js';
import type { RegressionEngine } from './regression-engine.js';
import { sampleDayRows, sampleWeekRows } from './training-rows.js';

/** Predictions are made in batches, so that memory does not grow with the shop. */
const BATCH_ROWS = 8_192;
const WEEK = 7;
/**
 * How much of a week's total the model of weeks decides for goods that sell every day, the model of days deciding the rest; in
 * proportion less for goods that sell on fewer days: a week says more of them than a day does only where it is seldom empty.
 */
const WEEK_MODEL_SHARE = 0.5;
const RECENT_DAYS = 56;
/** Tells the draws of the two models apart. */
const WEEK_SEED = 0x5eed;

export interface ShopModelOptions {
  /** Days before today that the fit must not see. */
  heldOut: number;
  /** Days ahead that the model learns to forecast, 7 or more. */
  horizons: number;
  /** How many models of days and of weeks are averaged, and on how many sampled rows each is fitted. */
  dayMembers: number;
  dayRows: number;
  weekMembers: number;
  weekRows: number;
  seed: number;
  /** Told the share of the fitting that is done. */
  onProgress: (share: number) => void;
}

/**
 * What all goods of a shop together teach. A model of days, the horizon being one of its features, gives the shape of the
 * days ahead; a model of whole weeks, whose targets are far less noisy, has a say in how much they sum up to.
 */
export class ShopModel {
  private constructor(
    private readonly days: AveragedModel,
    private readonly weeks: AveragedModel | null,
    private readonly context: ShopContext,
  ) {}

  /** Fits the model; null when the shop has too few rows to learn from. */
  static fit(
    shop: readonly DemandSeries[],
    context: ShopContext,
    engine: RegressionEngine,
    options: ShopModelOptions,
  ): ShopModel | null {
    const { heldOut, horizons, dayMembers, weekMembers, seed } = options;
    let done = 0;
    const onMember = (): void => options.onProgress(++done / (dayMembers + weekMembers));
    const days = AveragedModel.fit(engine, {
      members: dayMembers,
      columns: DAY_COLUMNS,
      seed,
      draw: (random) => sampleDayRows(shop, context, { heldOut, horizons, count: options.dayRows }, random),
      onMember,
    });
    if (days === null) return null;
    const weeks = AveragedModel.fit(engine, {
      members: weekMembers,
      columns: WEEK_COLUMNS,
      seed: (seed ^ WEEK_SEED) >>> 0,
      draw: (random) => sampleWeekRows(shop, context, { heldOut, count: options.weekRows }, random),
      onMember,
    });
    return new ShopModel(days, weeks, context);
  }

  /**
   * Forecasts the first `horizons` days from day `origins[i]` on of each `shop[i]`.
   * @param horizons 7 or more
   * @returns units a day, >= 0: `horizons` values per goods, one goods after the other
   */
  predict(shop: readonly DemandSeries[], origins: Int32Array, horizons: number): Float32Array {
    const forecasts = new Float32Array(shop.length * horizons);
    const perBatch = Math.max(1, Math.floor(BATCH_ROWS / horizons));
    const dayRows = new Float32Array(perBatch * horizons * DAY_COLUMNS);
    const weekRows = new Float32Array(perBatch * WEEK_COLUMNS);
    for (let start = 0; start < shop.length; start += perBatch) {
      const batch = shop.slice(start, start + perBatch);
      batch.forEach((series, index) => {
        const origin = origins[start + index] ?? 0;
        const level = Math.max(levelAt(series, origin), Number.MIN_VALUE);
        writeDayRows(dayRows, index * horizons * DAY_COLUMNS, series, origin, horizons, level, this.context);
        writeWeekRow(weekRows, index * WEEK_COLUMNS, series, origin, level, this.context);
      });
      const count = batch.length * horizons;
      const days = this.days.predict(dayRows.subarray(0, count * DAY_COLUMNS), count);
      const weeks = this.weeks?.predict(weekRows.subarray(0, batch.length * WEEK_COLUMNS), batch.length);
      batch.forEach((series, index) => {
        const origin = origins[start + index] ?? 0;
        const level = levelAt(series, origin);
        const share = WEEK_MODEL_SHARE * windowMean(series.saleDays, origin, RECENT_DAYS);
        const path = days.subarray(index * horizons, (index + 1) * horizons);
        const factor = level * (weeks ? weekFactor(path, weeks[index] ?? 0, share) : 1);
        forecasts.set(
          path.map((ratio) => ratio * factor),
          (start + index) * horizons,
        );
      });
    }
    return forecasts;
  }
}

/** What the path of days is multiplied by, so that its first week sums up to the weighted mean of both models. */
function weekFactor(path: Float32Array, weekMean: number, weekShare: number): number {
  const dayMean = path.subarray(0, WEEK).reduce((sum, ratio) => sum + ratio, 0) / WEEK;
  return dayMean > 0 ? 1 - weekShare + (weekShare * weekMean) / dayMean : 1;
}
