import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { calendarDayAt } from '@tor/kernel/calendar-day';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { startPostgresProxy, type PostgresProxy } from '@tor/testing/postgres-proxy';
import { seedHistory } from '@tor/testing/seed-history';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { writeRunOfAll } from './forecast-steps.js';

const FEW = 10;
const MANY = 10_000;
const TODAY = '2026-01-05';

/** What is read, on pages that are full in both shops. GOODS stands for the id of some goods. */
const READS = [
  '/api/goods?limit=5',
  '/api/goods?limit=5&page_index=2',
  '/api/goods?limit=2&q=goods',
  '/api/goods?limit=2&sort=name&low_stock=false',
  '/api/goods/GOODS',
  '/api/goods/GOODS/movements?limit=1',
  '/api/sales?limit=5',
  '/api/sales?limit=5&page_index=3',
  '/api/sales?limit=5&q=goods',
  '/api/sales?limit=1&q=goods 7',
  '/api/sales?limit=1&goods_id=GOODS',
  '/api/sales?limit=1&from=2026-01-01&to=2026-01-04',
  '/api/sales?limit=1&q=goods 7&from=2026-01-01&to=2026-01-04',
  '/api/dashboard/',
  '/api/dashboard/?year=2026&month=1',
  '/api/integrity',
  '/api/settings',
  '/api/forecast/',
  '/api/forecast/accuracy?limit=5',
  '/api/restock?limit=5',
  '/api/restock?limit=5&budget=100000',
  '/api/stock_counts',
];

describe('the number of queries', () => {
  let stack: TestStack;
  let proxy: PostgresProxy;
  let small: ApiClient;
  let large: ApiClient;

  beforeAll(async () => {
    stack = await startTestStack({
      databaseThrough: async (appUrl) => (proxy = await startPostgresProxy(appUrl, 'tor-api')).url,
    });
    [small, large] = [await stack.newShop(), await stack.newShop()];
    for (const [shop, goods] of [[small, FEW] as const, [large, MANY] as const]) {
      await seedHistory(stack.database, { userId: shop.userId, goods, days: 4, today: TODAY });
      await writeRunOfAll(stack.database, shop, calendarDayAt(new Date(), 'Asia/Jakarta'));
    }
  });

  afterAll(async () => {
    await stack.stop();
    await proxy.close();
  });

  async function queriesOf(shop: ApiClient, read: string): Promise<number> {
    const [goods] = await stack.database.query<{ id: string }>(
      "SELECT id FROM goods WHERE user_id = $1 AND name = 'Goods 7'",
      [shop.userId],
    );
    const path = encodeURI(read.replace('GOODS', goods?.id ?? ''));
    // The first request may open a connection and gets to know the tenant.
    expectOk(await shop.get(path));
    proxy.takeCount();
    expectOk(await shop.get(path));
    return proxy.takeCount();
  }

  it('is counted: the tenant, and one row of settings', async () => {
    expect(await queriesOf(small, '/api/settings')).toBe(2);
  });

  it.each(READS)(`is the same with ${FEW} goods and with ${MANY}: %s`, async (read) => {
    const few = await queriesOf(small, read);
    expect(few).toBeGreaterThan(1);
    expect(await queriesOf(large, read)).toBe(few);
  });
});
