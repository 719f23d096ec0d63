import type { DemandSeries } from './demand-series.js';
import { levelAt, windowMean, windowSum } from './demand-series.js';
import { conformalScores, errorScale, normalScores } from './conformal-band.js';
import type { ErrorScores } from './conformal-band.js';
import type { ForecastModel } from './short-history.js';
import type { ShopModel } from './shop-model.js';
import { modelFor, simpleForecast } from './short-history.js';

const WEEK = 7;
/** Sums over more days than this are judged by the errors of sums over as many as this. */
export const LONGEST_JUDGED = 28;
/** Fewer past forecasts than this do not tell bulk goods from slow ones. */
const ENOUGH_SCORES = 200;
/** No goods is taken to be steadier than this, however even its last weeks were. */
const LEAST_DISPERSION = 0.25;
/** How many day forecasts may be spent on the horizons beyond a week, which need no more than a sample of the goods. */
const LONG_FORECASTS = 20_000;

/** Forecasts that were made as of `daysAgo` days before today, by models that had seen nothing later. */
interface PastForecasts {
  daysAgo: number;
  horizons: number;
  /** Indexes into the shop. */
  members: number[];
  /** `horizons` units a day for each member in turn. */
  forecasts: Float32Array;
}

/** The errors of past forecasts, divided by a power of each goods' spread. */
interface PooledScores {
  /** How many there are. */
  count: number;
  scores: ErrorScores;
  spreadPower: number;
}

/**
 * Errors grow with a goods' own spread, but less than in proportion: the spread of a month is itself partly chance. Where there
 * are few goods to pool, in proportion all the same, else a few bulk goods would decide what is held of everything else.
 */
const SPREAD_POWER = 0.5;
const SPREAD_POWER_OF_FEW = 1;

/** What past forecasts say of the errors to expect. */
export class Calibration {
  private readonly cache = new Map<string, PooledScores | null>();

  /**
   * @param past forecasts for goods whose history carries a model or smoothing
   * @param pastShort forecasts for goods with a handful of sales
   */
  private constructor(
    private readonly shop: readonly DemandSeries[],
    private readonly past: readonly PastForecasts[],
    private readonly pastShort: readonly PastForecasts[],
  ) {}

  /**
   * Forecasts the last `weeks` weeks as they could have been forecast at the start of each.
   * @param global a model that has not seen the last `weeks` * 7 days; without it smoothing takes its place
   * @param longest the most days whose sum will be asked for
   */
  static run(shop: readonly DemandSeries[], global: ShopModel | null, weeks: number, longest: number): Calibration {
    const judged = Math.max(WEEK, Math.min(LONGEST_JUDGED, longest));
    let perGoods = 0;
    for (let week = 1; week <= weeks; week++) perGoods += Math.min(judged, week * WEEK) - WEEK;
    const stride = Math.max(1, Math.ceil((perGoods * shop.length) / LONG_FORECASTS));
    const past: PastForecasts[] = [];
    const pastShort: PastForecasts[] = [];
    for (let week = weeks; week >= 1; week--) {
      const daysAgo = week * WEEK;
      const long = Math.min(judged, daysAgo);
      const groups = new Map<string, { model: ForecastModel; horizons: number; members: number[] }>();
      shop.forEach((series, index) => {
        const origin = series.length - daysAgo;
        if (origin < 1) return;
        const model = modelFor(series, origin);
        if (model === 'no-recent-sales') return;
        const horizons = index % stride === week % stride ? long : WEEK;
        const key = `${model} ${horizons}`;
        const group = groups.get(key) ?? { model, horizons, members: [] };
        groups.set(key, group);
        group.members.push(index);
      });
      for (const { model, horizons, members } of groups.values()) {
        const forecasts = forecastPast(shop, members, model, daysAgo, horizons, global);
        (model === 'recent-mean' ? pastShort : past).push({ daysAgo, horizons, members, forecasts });
      }
    }
    return new Calibration(shop, past, pastShort);
  }

  /**
   * The errors of sums over `days` days, for goods forecast by `model`. Beyond 28 days they are those of 28.
   * @param days 1 stands for single days, up to a week ahead
   */
  scores(days: number, model: ForecastModel, series: DemandSeries): ErrorScores {
    const spread = spreadAt(series, series.length);
    const pooled = this.pooledScores(days, model);
    if (pooled === null) return normalScores(spread);
    const factor = spread ** pooled.spreadPower;
    return { quantile: (size, probability) => pooled.scores.quantile(size, probability) * factor };
  }

  private pooledScores(days: number, model: ForecastModel): PooledScores | null {
    const judged = Math.min(days, LONGEST_JUDGED);
    const short = model === 'recent-mean';
    const key = `${judged} ${short}`;
    const known = this.cache.get(key);
    if (known !== undefined) return known;
    const pooled = short ? this.shortScores(judged) : (this.sumScores(judged, this.past) ?? this.shortScores(judged));
    this.cache.set(key, pooled);
    return pooled;
  }

  /**
   * The errors of goods with few sales. Where those are few, they are mostly of goods that were about to take off, else there would
   * be more of them by now: the errors of all goods are the better guess then.
   */
  private shortScores(days: number): PooledScores | null {
    const own = this.sumScores(days, this.pastShort);
    return own && own.count >= ENOUGH_SCORES ? own : this.sumScores(days, [...this.past, ...this.pastShort]);
  }

  /** Each goods' mean absolute error of a day's forecast over the calibration weeks, in units; NaN where none was made. */
  meanAbsoluteErrors(): Float64Array {
    const errors = new Float64Array(this.shop.length);
    const counts = new Float64Array(this.shop.length);
    for (const block of [...this.past, ...this.pastShort]) {
      block.members.forEach((member, row) => {
        const series = this.shop[member];
        if (!series) return;
        for (let day = 0; day < WEEK; day++) {
          const forecast = block.forecasts[row * block.horizons + day] ?? 0;
          const at = series.length - block.daysAgo + day;
          if (series.outOfStock[at] === 1) continue;
          errors[member] = (errors[member] ?? 0) + Math.abs((series.sold[at] ?? 0) - forecast);
          counts[member] = (counts[member] ?? 0) + 1;
        }
      });
    }
    return errors.map((error, index) => error / (counts[index] ?? 0));
  }

  private sumScores(days: number, blocks: readonly PastForecasts[]): PooledScores | null {
    const step = days === 1 ? 1 : days;
    const sizes: number[] = [];
    const scores: number[] = [];
    const believed: number[] = [];
    const cutOff: number[] = [];
    const spreads: number[] = [];
    for (const block of blocks) {
      const starts = days === 1 ? WEEK : 1;
      if (block.horizons < step) continue;
      block.members.forEach((member, row) => {
        const series = this.shop[member];
        if (!series) return;
        const level = levelAt(series, series.length - block.daysAgo);
        const spread = spreadAt(series, series.length - block.daysAgo);
        for (let start = 0; start < starts; start++) {
          const after = series.length - block.daysAgo + start + days;
          let forecast = 0;
          for (let day = start; day < start + days; day++) {
            forecast += block.forecasts[row * block.horizons + day] ?? 0;
          }
          sizes.push(forecast);
          const scale = errorScale(forecast, level);
          scores.push((windowSum(series.soldSums, after, days) - forecast) / scale);
          believed.push((windowSum(series.sums, after, days) - forecast) / scale);
          cutOff.push(windowSum(series.emptyDays, after, days) > 0 ? 1 : 0);
          spreads.push(spread);
        }
      });
    }
    const spreadPower = scores.length < ENOUGH_SCORES ? SPREAD_POWER_OF_FEW : SPREAD_POWER;
    const comparable = (list: readonly number[]): Float64Array =>
      Float64Array.from(list, (score, index) => score / (spreads[index] ?? 1) ** spreadPower);
    const pooled = conformalScores({
      sizes: Float64Array.from(sizes),
      scores: comparable(scores),
      cutOff: Uint8Array.from(cutOff),
      believed: comparable(believed),
    });
    return pooled && { count: scores.length, scores: pooled, spreadPower };
  }
}

/** The root of the variance of a day's sales over their mean, in the 28 days before `end`: 1 for Poisson demand. */
function spreadAt(series: DemandSeries, end: number): number {
  const mean = windowMean(series.sums, end, 28);
  const variance = windowMean(series.squareSums, end, 28) - mean * mean;
  return mean > 0 ? Math.sqrt(Math.max(LEAST_DISPERSION, variance / mean)) : 1;
}

function forecastPast(
  shop: readonly DemandSeries[],
  members: number[],
  model: ForecastModel,
  daysAgo: number,
  horizons: number,
  global: ShopModel | null,
): Float32Array {
  const chosen = members.flatMap((member) => shop[member] ?? []);
  if (model === 'xgboost' && global !== null) {
    return global.predict(
      chosen,
      Int32Array.from(chosen, (series) => series.length - daysAgo),
      horizons,
    );
  }
  const forecasts = new Float32Array(chosen.length * horizons);
  chosen.forEach((series, row) => {
    const forecast = simpleForecast(series, series.length - daysAgo, model);
    forecasts.fill(forecast, row * horizons, (row + 1) * horizons);
  });
  return forecasts;
}
