import type { CalendarDay } from '@tor/kernel/calendar-day';
import { type DemandSeries, demandSeries } from '../demand-series.js';
import type { ForecastOptions, GoodsForecast } from '../forecast-shop.js';
import { type ErrorScale, seasonalErrorScale } from '../metrics.js';
import type { ShopHistory } from '../shop-history.js';
import { type DemandClass, demandClass } from './demand-class.js';
import { goodsState, type GoodsState, isDense } from './goods-state.js';
import { historyAt } from './history-at.js';
import { type Opponent, opponentTotals } from './opponents.js';

const WEEK = 7;
const TOP_SHARE = 0.2;

/** Forecasts a shop: `forecastShop` with an engine, wherever it runs. */
export type ForecastFunction = (
  history: ShopHistory,
  options: ForecastOptions,
) => Promise<GoodsForecast[]> | GoodsForecast[];

/** The rows of a report: goods that are scored together. A goods belongs to several of them. */
export const GROUPS = [
  'eligible',
  'dense',
  'sparse',
  'top-fifth',
  'smooth',
  'erratic',
  'intermittent',
  'lumpy',
  'short-history',
] as const satisfies readonly (GoodsState | DemandClass | 'dense' | 'sparse' | 'top-fifth')[];
export type Group = (typeof GROUPS)[number];

/** One goods at one origin: all that is known of it before its days are. */
export interface SeriesForecast {
  goodsId: string;
  groups: Group[];
  forecast: GoodsForecast;
  /** The expected units of all days of the horizon. */
  total: number;
  opponents: Record<Opponent, number>;
  /** By which errors of a day are scaled: its weekly naive errors of up to two years. */
  scale: ErrorScale;
}

export interface OriginForecasts {
  asOf: CalendarDay;
  horizonDays: number;
  /** Goods that sold in the last 56 days. */
  series: SeriesForecast[];
  /** Goods that did not; they are not scored. */
  asleep: string[];
}

/**
 * All that a backtest says at one origin. Nothing in it depends on the days from `asOf` on: `assertNoLookAhead` holds it to that.
 * @param whole the shop with all days of the data; the forecaster is given the days before `asOf`
 * @throws Error when the forecaster does, or answers for other goods than it was asked about
 */
export async function forecastOrigin(
  whole: ShopHistory,
  asOf: CalendarDay,
  options: ForecastOptions,
  forecast: ForecastFunction,
): Promise<OriginForecasts> {
  const history = historyAt(whole, asOf);
  const known = history.goods.map((goods) => demandSeries(goods, asOf));
  const forecasts = await forecast(history, options);
  const scored: SeriesForecast[] = [];
  const asleep: string[] = [];
  known.forEach((series, index) => {
    const answer = forecasts[index];
    if (answer?.goodsId !== series.goodsId) throw new Error(`There is no forecast of goods "${series.goodsId}"`);
    const state = goodsState(series);
    if (state === 'asleep') asleep.push(series.goodsId);
    else scored.push(seriesForecast(series, state, answer, options.horizonDays));
  });
  addTopFifth(scored);
  return { asOf, horizonDays: options.horizonDays, series: scored, asleep };
}

function seriesForecast(
  series: DemandSeries,
  state: Exclude<GoodsState, 'asleep'>,
  forecast: GoodsForecast,
  horizonDays: number,
): SeriesForecast {
  const { goodsId, sold } = series;
  const eligible: Group[] = ['eligible', isDense(series) ? 'dense' : 'sparse', demandClass(sold)];
  return {
    goodsId,
    groups: state === 'eligible' ? eligible : ['short-history'],
    forecast,
    total: horizonDays === WEEK ? forecast.week.demand : forecast.demand.reduce((sum, units) => sum + units, 0),
    opponents: opponentTotals(series, horizonDays),
    scale: seasonalErrorScale(sold, WEEK),
  };
}

/** By what is forecast, not by what was sold: an owner reads the forecasts, and large ones cost most. */
function addTopFifth(scored: readonly SeriesForecast[]): void {
  const eligible = scored.filter(({ groups }) => groups.includes('eligible'));
  const totals = Float64Array.from(eligible, ({ total }) => total).sort();
  const least = totals[Math.floor(totals.length * (1 - TOP_SHARE))] ?? Infinity;
  for (const { total, groups } of eligible) if (total >= least) groups.push('top-fifth');
}
