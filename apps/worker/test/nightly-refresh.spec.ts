import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, calendarDayAt } from '@tor/kernel/calendar-day';
import { seedHistory } from '@tor/testing/seed-history';
import { API_AND_WORKER, startTestStack, type TestStack } from '@tor/testing/test-stack';

describe('the nightly refresh', () => {
  let test: TestStack;

  beforeAll(async () => {
    // Every second stands for every night.
    test = await startTestStack({ env: { NIGHTLY_REFRESH_CRON: '* * * * * *' }, programs: API_AND_WORKER });
  });

  afterAll(() => test.stop());

  it('forecasts every shop that sold lately, and no other', async () => {
    const today = calendarDayAt(new Date(), 'Asia/Jakarta');
    const active = [await test.newShop(), await test.newShop()];
    const asleep = await test.newShop();
    for (const shop of active) await seedHistory(test.database, { userId: shop.userId, goods: 3, days: 30, today });
    await seedHistory(test.database, { userId: asleep.userId, goods: 3, days: 30, today: addDays(today, -100) });

    const done = (): Promise<{ userId: string }[]> =>
      test.database.query(`SELECT DISTINCT user_id AS "userId" FROM forecast_runs WHERE status = 'done' ORDER BY 1`);
    // The database tells nobody of a new row: look until both are there. The test's own timeout ends the looking.
    while ((await done()).length < active.length) await pause(100);
    expect((await done()).map(({ userId }) => userId)).toEqual(active.map(({ userId }) => userId).sort());
    const inferred = await test.database.query('SELECT DISTINCT user_id, goods_id FROM restock_inferences');
    expect(inferred).toHaveLength(6);
  });
});
