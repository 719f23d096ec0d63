import type { CalendarTable } from './calendar-table.js';
import type { DemandSeries } from './demand-series.js';
import { levelAt } from './demand-series.js';
import { FEATURE_COUNT, writeFeaturePath } from './features.js';
import type { RegressionEngine, RegressionModel, RegressionParams } from './regression-engine.js';
import { seededRandom } from './seeded-random.js';
import { sampleTrainingRows } from './training-rows.js';

/** Tweedie with power 1.3 predicts the mean of demand that is mostly zeros better than squared error or Poisson. */
const PARAMS: RegressionParams = {
  loss: 'tweedie',
  tweedieVariancePower: 1.3,
  rounds: 100,
  learningRate: 0.1,
  maxDepth: 6,
  minChildWeight: 20,
  rowShare: 0.8,
  columnShare: 0.8,
};
const MIN_ROWS = 500;
/** Predictions are made in batches, so that memory does not grow with the shop. */
const BATCH_ROWS = 8_192;

export interface GlobalModelOptions {
  /** Days before today that the fit must not see. */
  heldOut: number;
  /** Days ahead that the model learns to forecast. */
  horizons: number;
  /** At most so many sampled rows. */
  trainingRows: number;
  seed: number;
}

/** One model for all goods of a shop: it forecasts a day's sales in levels, the horizon being one of its features. */
export class GlobalModel {
  private constructor(
    private readonly model: RegressionModel,
    private readonly calendar: CalendarTable,
  ) {}

  /** Fits the model; null when the shop has too few rows to learn from. */
  static fit(
    shop: readonly DemandSeries[],
    calendar: CalendarTable,
    engine: RegressionEngine,
    options: GlobalModelOptions,
  ): GlobalModel | null {
    const sampling = { heldOut: options.heldOut, horizons: options.horizons, count: options.trainingRows };
    const { rows, targets } = sampleTrainingRows(shop, calendar, sampling, seededRandom(options.seed));
    if (targets.length < MIN_ROWS || targets.every((target) => target === 0)) return null;
    return new GlobalModel(engine.fit(rows, FEATURE_COUNT, targets, PARAMS, options.seed), calendar);
  }

  /**
   * Forecasts the first `horizons` days from day `origins[i]` on of each `shop[i]`.
   * @returns units a day, >= 0: `horizons` values per goods, one goods after the other
   */
  predict(shop: readonly DemandSeries[], origins: Int32Array, horizons: number): Float32Array {
    const forecasts = new Float32Array(shop.length * horizons);
    const perBatch = Math.max(1, Math.floor(BATCH_ROWS / horizons));
    const rows = new Float32Array(perBatch * horizons * FEATURE_COUNT);
    const levels = new Float64Array(perBatch);
    for (let start = 0; start < shop.length; start += perBatch) {
      const batch = shop.slice(start, start + perBatch);
      batch.forEach((series, index) => {
        const origin = origins[start + index] ?? 0;
        const level = levelAt(series, origin);
        levels[index] = level;
        const at = index * horizons * FEATURE_COUNT;
        writeFeaturePath(rows, at, series, origin, horizons, Math.max(level, Number.MIN_VALUE), this.calendar);
      });
      const count = batch.length * horizons;
      const ratios = this.model.predict(rows.subarray(0, count * FEATURE_COUNT), count);
      for (let row = 0; row < count; row++) {
        const level = levels[Math.floor(row / horizons)] ?? 0;
        forecasts[start * horizons + row] = Math.max(0, ratios[row] ?? 0) * level;
      }
    }
    return forecasts;
  }

  /** Gives the engine's memory back. */
  free(): void {
    this.model.free();
  }
}
