import type { CalendarDay } from '@tor/kernel/calendar-day';
import { addDays, dayNumber } from '@tor/kernel/calendar-day';
import type { ShopHistory } from '../shop-history.js';
import { soldFrom } from './history-at.js';
import type { OriginForecasts, SeriesForecast } from './origin-forecasts.js';

/** A forecast beside what was sold. */
export interface JudgedSeries extends SeriesForecast {
  /** Units sold on each day of the horizon. */
  sold: Float64Array;
  /** Their sum. */
  soldTotal: number;
}

/** Goods that are not scored: how many, and what they sold in the horizon all the same. */
export interface Unscored {
  goods: number;
  units: number;
}

export interface JudgedOrigin {
  asOf: CalendarDay;
  series: JudgedSeries[];
  /** Nothing sold in the 56 days before the origin. */
  asleep: Unscored;
  /** First sold within the horizon: nobody could know of them. */
  unknown: Unscored;
}

/** Lays what was sold beside what was forecast. The only place where a backtest reads the days from the origin on. */
export function judgeOrigin(whole: ShopHistory, forecasts: OriginForecasts): JudgedOrigin {
  const { asOf, horizonDays, series } = forecasts;
  const sold = new Map(whole.goods.map((goods) => [goods.goodsId, soldFrom(goods, asOf, horizonDays)]));
  const soldOf = (goodsId: string): Float64Array => sold.get(goodsId) ?? new Float64Array(horizonDays);
  const totalOf = (goodsId: string): number => soldOf(goodsId).reduce((sum, units) => sum + units, 0);
  const unscored = (ids: readonly string[]): Unscored => ({
    goods: ids.length,
    units: ids.reduce((sum, goodsId) => sum + totalOf(goodsId), 0),
  });
  const from = dayNumber(asOf);
  const until = dayNumber(addDays(asOf, horizonDays));
  const unknown = whole.goods.filter(({ firstDay }) => dayNumber(firstDay) >= from && dayNumber(firstDay) < until);
  return {
    asOf,
    series: series.map((one) => ({ ...one, sold: soldOf(one.goodsId), soldTotal: totalOf(one.goodsId) })),
    asleep: unscored(forecasts.asleep),
    unknown: unscored(unknown.map(({ goodsId }) => goodsId)),
  };
}
