import { addDays, type CalendarDay, daysBetween } from '@tor/kernel/calendar-day';
import { chooseGoods, lastDayOf } from '../retail-shop/choose-goods.js';
import type { DaySales, RetailGoods } from '../retail-shop/read-retail-data.js';
import { bootstrapWeeks } from './bootstrap-weeks.js';
import { LEAD_TIME_DAYS, REVIEW_DAYS, type Scene, type SceneGoods, WEEK } from './scene.js';

/** The weeks at the end of the data from which demand is drawn. */
export const HELD_BACK_WEEKS = 13;
/** Simulated weeks before those that are judged: after them what forecaster and means look back on is simulated too. */
export const WARM_UP_WEEKS = 8;

const LEAST_AGE_DAYS = 56;
const RECENT_DAYS = 56;
const DENSE_SHARE = 0.25;

export interface SceneOptions {
  readonly goods: number;
  /** Judged weeks; the warm-up comes on top. */
  readonly weeks: number;
  readonly seed: number;
}

/**
 * A shop at the day on which the last 13 weeks of the data begin, and the demand of the simulated weeks: weeks of those 13. Its
 * goods are chosen by what was known on that day (sold on 15 days or more, 56 days old, sold within 56 days); which of them stop
 * selling afterwards is not looked at, and they stay.
 * @throws Error when no goods has history enough before that day
 */
export function makeScene(data: readonly RetailGoods[], { goods: count, weeks, seed }: SceneOptions): Scene {
  const end = addDays(lastDayOf(data), 1);
  const start = addDays(end, -HELD_BACK_WEEKS * WEEK);
  const reviews = WARM_UP_WEEKS + weeks;
  const days = reviews * REVIEW_DAYS + LEAD_TIME_DAYS;
  const drawn = bootstrapWeeks(HELD_BACK_WEEKS, Math.ceil(days / WEEK), seed);
  const known = data.map((one) => ({ ...one, sales: one.sales.filter(({ day }) => day < start) }));
  const grown = known.filter(({ sales }) => sales[0] && daysBetween(sales[0].day, start) >= LEAST_AGE_DAYS);
  if (grown.length === 0) throw new Error(`No goods was sold ${LEAST_AGE_DAYS} days or more before ${start}`);
  const chosen = new Set(chooseGoods(grown, count).map(({ code }) => code));
  const goods = data.filter(({ code }) => chosen.has(code)).map((one) => sceneGoods(one, start, days, drawn));
  return { start, days, reviews, goods, failures: [] };
}

function sceneGoods({ code, sales }: RetailGoods, start: CalendarDay, days: number, drawn: readonly number[]): SceneGoods {
  const firstDay = sales[0]?.day ?? start;
  const known = daysBetween(firstDay, start);
  const { quantities, prices } = layOut(sales, firstDay, known + HELD_BACK_WEEKS * WEEK);
  const history = Float32Array.from(quantities.subarray(0, known));
  const demand = new Int32Array(days);
  const demandPrices = new Float32Array(days);
  for (let day = 0; day < days; day++) {
    const real = known + (drawn[Math.floor(day / WEEK)] ?? 0) * WEEK + (day % WEEK);
    demand[day] = quantities[real] ?? 0;
    demandPrices[day] = prices[real] ?? 0;
  }
  const saleDays = history.subarray(-RECENT_DAYS).filter((quantity) => quantity > 0).length;
  return {
    ...{ code, firstDay, history, historyPrices: prices.slice(0, known) },
    ...{ demand, prices: demandPrices, isDense: saleDays >= DENSE_SHARE * RECENT_DAYS },
  };
}

interface Days {
  readonly quantities: Int32Array;
  readonly prices: Float32Array;
}

/** One value a calendar day; days without sales are 0, and their price is the last one known. */
function layOut(sales: readonly DaySales[], firstDay: CalendarDay, days: number): Days {
  const quantities = new Int32Array(days);
  const prices = new Float32Array(days);
  for (const { day, quantity, price } of sales) {
    const index = daysBetween(firstDay, day);
    quantities[index] = quantity;
    prices.fill(price, index);
  }
  return { quantities, prices };
}
