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
});
