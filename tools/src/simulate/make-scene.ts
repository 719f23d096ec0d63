import type { GoodsHistory } from '@tor/forecasting/shop-history';
import { addDays, type CalendarDay } from '@tor/kernel/calendar-day';
import { bootstrapWeeks } from './bootstrap-weeks.js';
import { chooseGoods, RECENT_DAYS, saleDays } from './choose-goods.js';
import { LEAD_TIME_DAYS, REVIEW_DAYS, type Scene, type SceneGoods, WEEK } from './scene.js';

/** The weeks at the end of the data from which demand is drawn. */
export const HELD_BACK_WEEKS = 13;
/** Simulated weeks before those that are judged: after them what forecaster and means look back on is simulated too. */
export const WARM_UP_WEEKS = 8;

const HELD_BACK_DAYS = HELD_BACK_WEEKS * WEEK;
const DENSE_SHARE = 0.25;

export interface SceneOptions {
  readonly goods: number;
  /** Judged weeks. */
  readonly weeks: number;
  /** Weeks before them. */
  readonly warmUpWeeks: number;
  readonly seed: number;
}

/** The data are too few to simulate a shop with. */
export class SceneRefused extends Error {}

/**
 * A shop at the day on which the last 13 weeks of the data begin, and the demand of the simulated weeks: weeks of those 13. Its
 * goods are chosen by what was known on that day; those that stop selling afterwards stay, with the demand that they had.
 * @param data each goods to the same last day
 * @throws SceneRefused when no goods has history enough before that day
 */
export function makeScene(data: readonly GoodsHistory[], lastDay: CalendarDay, options: SceneOptions): Scene {
  const { goods: count, weeks, warmUpWeeks, seed } = options;
  const reviews = warmUpWeeks + weeks;
  const days = reviews * REVIEW_DAYS + LEAD_TIME_DAYS;
  const drawn = bootstrapWeeks(HELD_BACK_WEEKS, Math.ceil(days / WEEK), seed);
  const goods = chooseGoods(data, HELD_BACK_DAYS, count).map((one) => sceneGoods(one, days, drawn));
  if (goods.length === 0) {
    throw new SceneRefused(
      `No goods sold on 15 days, the first of them 56 days or more, before the last ${HELD_BACK_WEEKS} weeks of the data`,
    );
  }
  return { start: addDays(lastDay, 1 - HELD_BACK_DAYS), days, reviews, goods, failures: [] };
}

function sceneGoods(
  { goodsId, firstDay, quantities, prices }: GoodsHistory,
  days: number,
  drawn: readonly number[],
): SceneGoods {
  const known = quantities.length - HELD_BACK_DAYS;
  const history = quantities.slice(0, known);
  const demand = new Int32Array(days);
  const demandPrices = new Float32Array(days);
  for (let day = 0; day < days; day++) {
    const real = known + (drawn[Math.floor(day / WEEK)] ?? 0) * WEEK + (day % WEEK);
    demand[day] = Math.round(quantities[real] ?? 0);
    demandPrices[day] = prices[real] ?? 0;
  }
  return {
    ...{ code: goodsId, firstDay, history, historyPrices: prices.slice(0, known) },
    ...{ demand, prices: demandPrices },
    isDense: saleDays(history.subarray(-RECENT_DAYS)) >= DENSE_SHARE * RECENT_DAYS,
  };
}
