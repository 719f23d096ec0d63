import type { GoodsHistory } from '@tor/forecasting/shop-history';

const LEAST_SALE_DAYS = 15;
const LEAST_AGE_DAYS = 56;
export const RECENT_DAYS = 56;

/**
 * A fair mix of fast and slow sellers: of the goods that were 56 days old when the last `heldBack` days began, had sold on 15 days
 * and within 56 days, ranked by the number of days with a sale, every n-th. What happened afterwards is not looked at.
 * @param goods each to the same last day
 * @param heldBack days
 * @returns in their order in `goods`; all that qualify where there are no more than `count`
 */
export function chooseGoods(goods: readonly GoodsHistory[], heldBack: number, count: number): GoodsHistory[] {
  const ranked = goods
    .map((one, order) => ({ one, order, days: saleDays(before(one, heldBack)) }))
    .filter(({ one, days }) => days >= LEAST_SALE_DAYS && isGrownAndOnSale(before(one, heldBack)))
    .sort((a, b) => b.days - a.days || a.order - b.order);
  const place = (rank: number): number => Math.floor((rank * count) / ranked.length);
  const chosen = ranked.length <= count ? ranked : ranked.filter((_, rank) => place(rank) !== place(rank - 1));
  return chosen.sort((a, b) => a.order - b.order).map(({ one }) => one);
}

/** How many days have a sale. */
export function saleDays(quantities: Float32Array): number {
  return quantities.reduce((count, quantity) => count + (quantity > 0 ? 1 : 0), 0);
}

function before({ quantities }: GoodsHistory, heldBack: number): Float32Array {
  return quantities.subarray(0, Math.max(0, quantities.length - heldBack));
}

function isGrownAndOnSale(known: Float32Array): boolean {
  return known.length >= LEAST_AGE_DAYS && saleDays(known.subarray(-RECENT_DAYS)) > 0;
}
