import { calendarDayAt } from '@tor/kernel/calendar-day';
import type { TradingShop } from '../load/shop-traffic.js';
import { expectOk, type Shop } from './shop.js';

/** Shops of a world as a load knows them. */
export function tradingShops(shops: readonly Shop[]): Promise<TradingShop[]> {
  const today = calendarDayAt(new Date(), 'Asia/Jakarta');
  return Promise.all(
    shops.map(async (shop) => {
      const { data } = expectOk(await shop.get('/api/goods?limit=100')).body as { data: { id: string }[] };
      const goodsIds = data.map(({ id }) => id);
      return { email: shop.email, accessToken: shop.accessToken, goodsIds, saleIds: [], today };
    }),
  );
}
