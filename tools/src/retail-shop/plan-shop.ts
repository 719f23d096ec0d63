import { createHash } from 'node:crypto';
import { addDays, type CalendarDay } from '@tor/kernel/calendar-day';
import { chooseGoods, lastDayOf, moveSales } from './choose-goods.js';
import type { DaySales, RetailGoods } from './read-retail-data.js';

/** Goods as they are to be loaded: their past, and what is on the shelf today. */
export interface ShopGoods extends RetailGoods {
  readonly price: number;
  readonly onHand: number;
}

const GOODS = 300;
const RECENT_DAYS = 56;
const MOST_WEEKS_ON_HAND = 8;

/** A shop made of the retail data: the same goods and stock at every run, the history moved to end on `lastDay`. */
export function planShop(data: readonly RetailGoods[], lastDay: CalendarDay, count = GOODS): ShopGoods[] {
  const dataEnds = lastDayOf(data);
  return chooseGoods(data, count).map((goods) => {
    const sales = moveSales(goods.sales, dataEnds, lastDay);
    return {
      ...goods,
      sales,
      price: sales.at(-1)?.price ?? 0,
      onHand: stockToday(sales, lastDay, shareOf(goods.code)),
    };
  });
}

/** Between nothing and eight weeks of the demand of late, so that some goods have to be ordered and some do not. */
function stockToday(sales: readonly DaySales[], lastDay: CalendarDay, share: number): number {
  const since = addDays(lastDay, 1 - RECENT_DAYS);
  const recent = sales.reduce((sum, { day, quantity }) => sum + (day >= since ? quantity : 0), 0);
  return Math.round(((recent * 7) / RECENT_DAYS) * MOST_WEEKS_ON_HAND * share);
}

/** A number in [0, 1) that depends on the stock code alone, and looks like chance. */
function shareOf(code: string): number {
  return createHash('sha256').update(code).digest().readUInt32BE() / 2 ** 32;
}
