import { addDays, calendarDayAt } from '@tor/kernel/calendar-day';
import { Random } from '../fuzz/random.js';
import type { ShopGoods } from '../retail-shop/plan-shop.js';

const ON_HAND = 20;

/** Goods with sales of the days that end yesterday, a third of the days without any: the same ones for the same seed. */
export function madeUpHistory(goods: number, days: number, seed: number): ShopGoods[] {
  const random = new Random(seed);
  const today = calendarDayAt(new Date(), 'Asia/Jakarta');
  return random.list(goods, (number) => {
    const most = random.int(1, 12);
    const sales = random.list(days, (index) => ({
      day: addDays(today, index - days),
      quantity: random.chance(2 / 3) ? random.int(1, most) : 0,
      price: 1000 + number,
    }));
    return {
      code: `G-${number}`,
      name: `Goods ${number}`,
      price: 1000 + number,
      onHand: ON_HAND,
      sales: sales.filter(({ quantity }) => quantity > 0),
    };
  });
}
