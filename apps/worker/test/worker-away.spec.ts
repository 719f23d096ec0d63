import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { calendarDayAt } from '@tor/kernel/calendar-day';
import { expectOk } from '@tor/testing/api-client';
import { seedHistory } from '@tor/testing/seed-history';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';

describe('a forecast while no worker runs', () => {
  let test: TestStack;

  beforeAll(async () => {
    test = await startTestStack({ env: { FORECAST_WAIT_MS: '300' } });
  });

  afterAll(() => test.stop());

  it('answers with what there is when the waiting time is over', async () => {
    const shop = await test.newShop();
    const today = calendarDayAt(new Date(), 'Asia/Jakarta');
    await seedHistory(test.database, { userId: shop.userId, goods: 3, days: 30, today });
    const { data } = expectOk(await shop.get('/api/forecast/')).body;
    expect(data).toHaveLength(3);
    for (const goods of data) {
      expect(goods.is_forecasted).toBe(false);
      expect(goods.forecast).toMatchObject({ predictions: [], stale: true, restock_quantity: 0 });
    }
  });

  it('that the queue refuses is told in the log with the request that asked for it, and answered all the same', async () => {
    const shop = await test.newShop();
    const today = calendarDayAt(new Date(), 'Asia/Jakarta');
    await seedHistory(test.database, { userId: shop.userId, goods: 1, days: 30, today });
    await test.database.query('ALTER TABLE bullmq.job RENAME TO away');
    const ids: string[] = [];
    for (const path of ['/api/forecast/', '/api/restock']) {
      ids.push(expectOk(await shop.get(path)).headers.get('x-request-id') ?? 'none');
    }
    // The pipe is read to its end.
    await test.stack.stop();
    for (const id of ids) {
      const told = test.log.filter((line) => line.includes('A forecast was not made') && line.includes(id));
      expect(told).toEqual([expect.stringContaining(`tenant_id=${shop.userId}`)]);
    }
  });
});
