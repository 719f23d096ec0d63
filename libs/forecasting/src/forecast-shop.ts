import { Calibration } from './calibration.js';
import type { ErrorScores } from './conformal-band.js';
import { bandAround, errorScale } from './conformal-band.js';
import type { Cover } from './cover.js';
import { coverOf } from './cover.js';
import type { DemandSeries } from './demand-series.js';
import { demandSeries, levelAt } from './demand-series.js';
import { type HistoryBasis, historyBasis } from './history-basis.js';
import type { RegressionEngine } from './regression-engine.js';
import type { ForecastModel } from './short-history.js';
import { modelFor, simpleForecast } from './short-history.js';
import type { GoodsHistory, ShopHistory } from './shop-history.js';
import { checkShopHistory, MAX_DAILY_QUANTITY } from './shop-history.js';
import { shopContext } from './features/shop-context.js';
import type { ShopModelOptions } from './shop-model.js';
import { ShopModel } from './shop-model.js';
import { trainingOrigins } from './training-rows.js';
import { wholeUnits } from './whole-units.js';

export interface ForecastOptions {
  /** How many days to forecast, 1..30. */
  horizonDays: number;
  /** Fixes every random draw: the same history, options and engine give the same forecast. A whole number, 0..2^31-1. */
  seed: number;
  /** Told the share of the work that is done, from above 0 up to 1. */
  onProgress?: (fraction: number) => void;
}

export interface GoodsForecast {
  goodsId: string;
  /** Which model spoke. */
  model: ForecastModel;
  /** Whole units a day, one per day from the history's `asOf` on; their sum is the rounded sum of the forecast. */
  predicted: Int32Array;
  /** The 80 % band of each day, in whole units: 0 <= lower <= predicted <= upper. */
  lower: Int32Array;
  upper: Int32Array;
  /** The 90 % band of each day, in whole units; it contains the 80 % band. */
  wide: { lower: Int32Array; upper: Int32Array };
  /** The expected units of each of those days, not rounded. */
  demand: Float64Array;
  /** The sum of the next seven days. */
  week: WeekForecast;
  /** Units a day by which forecasts of this goods were off in the last weeks, on average. */
  meanAbsoluteError: number;
  /** Over lead time and review time: what an order placed today has to last for. In units, not rounded. */
  protection: Cover;
  /** Over the lead time alone: what stock has to last for once an order is placed. In units, not rounded. */
  leadTime: Pick<Cover, 'days' | 'demand' | 'safetyStock'>;
  /** What the forecast rests on. */
  basis: HistoryBasis;
}

/** The sum of the next seven days in whole units with the 80 % band of such sums: lower <= predicted <= upper. */
export interface WeekForecast {
  predicted: number;
  lower: number;
  upper: number;
  /** The expected sum, not rounded. */
  demand: number;
  /** The sum that is not exceeded with each of COVER_PROBABILITIES, not rounded; ascending, >= 0. */
  quantiles: number[];
}

const WEEK = 7;
const LONGEST_HORIZON = 30;
const MIN_MODEL_GOODS = 5;
const MIN_TRAINING_ORIGINS = 1_000;
type ModelSize = Pick<ShopModelOptions, 'dayMembers' | 'dayRows' | 'weekMembers' | 'weekRows'>;
/** What a shop teaches is in the days on which something sold: for every four of them one row, within bounds. */
const ROWS_PER_SALE_DAY = 0.25;
const FEWEST_DAY_ROWS = 12_000;
const MOST_DAY_ROWS = 24_000;
const WEEK_ROWS_PER_DAY_ROW = 2 / 3;
/** The past is forecast to learn how far off forecasts are; a smaller model is about as far off. */
const CALIBRATION_MODEL: ModelSize = { dayMembers: 1, dayRows: 16_000, weekMembers: 1, weekRows: 12_000 };

/**
 * Forecasts every goods of a shop: one XGBoost model for all of them that have history enough, smoothing or a mean for the
 * others, bands from the errors of out-of-sample forecasts of the last weeks.
 * @returns one forecast per goods, in the order of `history.goods`
 * @throws Error when the history or an option breaks its rules (it names the goods and the rule), or the engine fails
 */
export function forecastShop(
  history: ShopHistory,
  engine: RegressionEngine,
  options: ForecastOptions,
): GoodsForecast[] {
  checkShopHistory(history);
  checkOptions(options);
  const progress = options.onProgress ?? ((): void => undefined);
  const shop = history.goods.map((goods) => demandSeries(goods, history.asOf));
  const longestCover = history.goods.reduce((most, goods) => Math.max(most, coverDays(goods, history)), WEEK);
  const horizons = Math.max(WEEK, options.horizonDays, Math.min(LONGEST_HORIZON, longestCover));
  const context = shopContext(shop, horizons);
  const forModel = shop.filter((series) => modelFor(series, series.length) === 'xgboost');
  const wanted = forModel.length >= MIN_MODEL_GOODS;

  const weeks = !wanted || trainingOrigins(shop, 8 * WEEK) >= 4 * MIN_TRAINING_ORIGINS ? 8 : 4;
  const fit = (heldOut: number, size: ModelSize, onProgress: (share: number) => void): ShopModel | null =>
    wanted && trainingOrigins(shop, heldOut) >= MIN_TRAINING_ORIGINS
      ? ShopModel.fit(shop, context, engine, { ...size, heldOut, horizons, seed: options.seed, onProgress })
      : null;
  progress(0.05);
  const past = fit(weeks * WEEK, CALIBRATION_MODEL, (share) => progress(0.05 + 0.25 * share));
  const calibration = Calibration.run(shop, past, weeks, longestCover);
  progress(0.4);
  const model = fit(0, modelSize(shop), (share) => progress(0.4 + 0.5 * share));
  const paths = forecastPaths(shop, model, horizons);
  const errors = calibration.meanAbsoluteErrors();
  const forecasts = history.goods.map((goods, index) => {
    const series = shop[index];
    const path = paths[index];
    if (!series || !path) throw new Error(`Goods "${goods.goodsId}" was lost on the way`);
    const spoken = spokenBy(series, model);
    return answer(goods, history, series, spoken, path, errors[index] ?? NaN, calibration, options.horizonDays);
  });
  progress(1);
  return forecasts;
}

function modelSize(shop: readonly DemandSeries[]): ModelSize {
  const saleDays = shop.reduce((sum, series) => sum + (series.saleDays[series.length] ?? 0), 0);
  const dayRows = Math.floor(Math.min(MOST_DAY_ROWS, Math.max(FEWEST_DAY_ROWS, ROWS_PER_SALE_DAY * saleDays)));
  return { dayMembers: 4, dayRows, weekMembers: 4, weekRows: Math.floor(WEEK_ROWS_PER_DAY_ROW * dayRows) };
}

function checkOptions({ horizonDays, seed }: ForecastOptions): void {
  if (!Number.isInteger(horizonDays) || horizonDays < 1 || horizonDays > LONGEST_HORIZON) {
    throw new Error(`horizonDays must be a whole number from 1 to ${LONGEST_HORIZON}, not ${horizonDays}`);
  }
  if (!Number.isInteger(seed) || seed < 0 || seed > 2_147_483_647) {
    throw new Error(`seed must be a whole number from 0 to 2147483647, not ${seed}`);
  }
}

function coverDays(goods: GoodsHistory, history: ShopHistory): number {
  return goods.leadTimeDays + history.reviewDays;
}

function spokenBy(series: DemandSeries, shopModel: ShopModel | null): ForecastModel {
  const model = modelFor(series, series.length);
  return model === 'xgboost' && shopModel === null ? 'exponential-smoothing' : model;
}

function forecastPaths(shop: readonly DemandSeries[], shopModel: ShopModel | null, horizons: number): Float64Array[] {
  const chosen = shop.filter((series) => spokenBy(series, shopModel) === 'xgboost');
  const origins = Int32Array.from(chosen, (series) => series.length);
  const predicted = shopModel?.predict(chosen, origins, horizons) ?? new Float32Array(0);
  let next = 0;
  return shop.map((series) => {
    const model = spokenBy(series, shopModel);
    if (model !== 'xgboost') return new Float64Array(horizons).fill(simpleForecast(series, series.length, model));
    const start = next;
    next += horizons;
    return Float64Array.from(predicted.subarray(start, next), (units) => Math.min(MAX_DAILY_QUANTITY, units));
  });
}

function answer(
  goods: GoodsHistory,
  history: ShopHistory,
  series: DemandSeries,
  model: ForecastModel,
  path: Float64Array,
  pastError: number,
  calibration: Calibration,
  horizonDays: number,
): GoodsForecast {
  const level = levelAt(series, series.length);
  const days = path.subarray(0, horizonDays);
  const predicted = wholeUnits(days);
  const scores = calibration.scores(1, model, series);
  const band = (tail: number): DayBand => dayBand(days, predicted, level, scores, tail);
  const { lower, upper } = band(0.1);
  const cover = (length: number): Cover => coverOf(series, path, length, history.serviceLevel, calibration, model);
  const leadTime = cover(goods.leadTimeDays);
  const week = cover(WEEK);
  const weekPredicted = Math.round(week.demand);
  return {
    goodsId: goods.goodsId,
    model,
    predicted,
    lower,
    upper,
    wide: band(0.05),
    demand: days.slice(),
    week: {
      predicted: weekPredicted,
      lower: Math.min(weekPredicted, Math.ceil(week.lowerDemand)),
      upper: Math.max(weekPredicted, Math.floor(week.upperDemand)),
      demand: week.demand,
      quantiles: week.quantiles,
    },
    meanAbsoluteError: Number.isNaN(pastError) ? spreadOf(series, path[0] ?? 0) : pastError,
    protection: cover(coverDays(goods, history)),
    leadTime: { days: leadTime.days, demand: leadTime.demand, safetyStock: leadTime.safetyStock },
    basis: historyBasis(series),
  };
}

interface DayBand {
  lower: Int32Array;
  upper: Int32Array;
}

/** The band of each day that its sales leave with probability 2 x `tail`, in whole units. */
function dayBand(days: Float64Array, predicted: Int32Array, level: number, scores: ErrorScores, tail: number): DayBand {
  const lower = new Int32Array(days.length);
  const upper = new Int32Array(days.length);
  days.forEach((forecast, day) => {
    const scale = errorScale(forecast, level);
    const band = bandAround(forecast, (probability) => scores.quantile(forecast, probability) * scale, tail);
    const point = predicted[day] ?? 0;
    // Sales are whole: the whole numbers inside the band cover as much as the band does.
    lower[day] = Math.min(point, Math.ceil(band.lower));
    upper[day] = Math.max(point, Math.floor(Math.min(MAX_DAILY_QUANTITY, band.upper)));
  });
  return { lower, upper };
}

/** For goods too young to have been forecast before: how far the last 28 days lie from the forecast, in units a day. */
function spreadOf(series: DemandSeries, forecast: number): number {
  const days = series.sold.subarray(-28);
  const distance = days.reduce((sum, quantity) => sum + Math.abs(quantity - forecast), 0);
  return days.length === 0 ? 0 : distance / days.length;
}
