import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, calendarDayAt } from '@tor/kernel/calendar-day';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { seedHistory } from '@tor/testing/seed-history';
import { API_AND_WORKER, startTestStack, type TestStack } from '@tor/testing/test-stack';
import { askForNight } from './ask-for-night.js';
import type { QueueUnderTest } from './forecast-path.js';
import { jobsCommand } from './operator.js';

// Every second stands for every night.
const EVERY_SECOND = '* * * * * *';
const ONCE_A_YEAR = '0 0 1 1 *';

/** What holds of the nightly refresh, whichever backend the queue has. */
export function describeNightlyPath(backend: string, startQueue: () => Promise<QueueUnderTest>): void {
  describe(`the nightly refresh on the queue on ${backend}`, () => {
    let queue: QueueUnderTest;
    const stacks: TestStack[] = [];

    beforeAll(async () => {
      queue = await startQueue();
    });

    afterAll(async () => {
      for (const stack of stacks) await stack.stop();
      await queue.stop();
    });

    const today = calendarDayAt(new Date(), 'Asia/Jakarta');

    /** Whether so many jobs wait for their time. */
    async function delayed(test: TestStack, count: number): Promise<boolean> {
      const { stdout } = await jobsCommand(test, queue.env, 'counts');
      return new RegExp(`^delayed +${count}$`, 'm').test(stdout);
    }

    async function start(spreadMinutes: number, more: Record<string, string> = {}): Promise<TestStack> {
      const env = {
        NIGHTLY_REFRESH_CRON: EVERY_SECOND,
        NIGHTLY_REFRESH_SPREAD_MINUTES: String(spreadMinutes),
        FORECAST_WAIT_MS: '30000',
        ...queue.env,
        ...more,
      };
      const stack = await startTestStack({ env, programs: API_AND_WORKER });
      stacks.push(stack);
      return stack;
    }

    async function shopThatSold(test: TestStack, lastDay = today): Promise<ApiClient> {
      const shop = await test.newShop();
      await seedHistory(test.database, { userId: shop.userId, goods: 3, days: 30, today: lastDay });
      return shop;
    }

    const runsOf = (test: TestStack): Promise<{ userId: string }[]> =>
      test.database.query(`SELECT user_id AS "userId" FROM forecast_runs WHERE status = 'done' ORDER BY 1`);

    /** The database tells nobody of a new row, the queue nobody of another process: look until it is so. The test's own time-out ends it. */
    async function until(isSo: () => Promise<boolean>): Promise<void> {
      while (!(await isSo())) await pause(100);
    }

    it('forecasts every shop that sold lately, no other, and none that has nothing new', async () => {
      const test = await start(0);
      const active = [await shopThatSold(test), await shopThatSold(test)];
      await shopThatSold(test, addDays(today, -100));
      const ids = active.map(({ userId }) => userId).sort();
      await until(async () => (await runsOf(test)).length >= active.length);
      expect((await runsOf(test)).map(({ userId }) => userId)).toEqual(ids);
      expect(await test.database.query('SELECT DISTINCT user_id, goods_id FROM restock_inferences')).toHaveLength(6);

      // A change to past sales of one: the nights go on, and forecast that one alone.
      const [changed] = active;
      if (!changed) throw new Error('There is no shop');
      const [goods] = expectOk(await changed.get('/api/goods')).body.data;
      const sale = { goods_id: goods.id, quantity: 1, sale_date: addDays(today, -1) };
      expectOk(await changed.post('/api/sales', sale));
      await until(async () => (await runsOf(test)).length > active.length);
      expect((await runsOf(test)).map(({ userId }) => userId)).toEqual([...ids, changed.userId].sort());
    });

    it('puts off what the queue has no room for, and loses no shop', async () => {
      for (const stack of stacks.splice(0)) await stack.stop();
      const test = await start(720, { NIGHTLY_REFRESH_CRON: ONCE_A_YEAR, FORECAST_QUEUE_LIMIT: '2' });
      const shops: ApiClient[] = [];
      for (let made = 0; made < 5; made++) shops.push(await shopThatSold(test));
      shops.sort((a, b) => (a.userId < b.userId ? -1 : 1));
      await askForNight(test);
      // The schedule, two shops, and the page that goes on with the next ones.
      await until(() => delayed(test, 4));
      for (const shop of shops.slice(0, 2)) expectOk(await shop.get('/api/forecast/'));
      await until(() => delayed(test, 4));
      for (const shop of shops.slice(2, 4)) expectOk(await shop.get('/api/forecast/'));
      // The schedule, and the last shop.
      await until(() => delayed(test, 2));
      const ids = shops.map(({ userId }) => userId);
      expect((await runsOf(test)).map(({ userId }) => userId)).toEqual(ids.slice(0, 4));
      for (const shop of shops.slice(4)) expectOk(await shop.get('/api/forecast/'));
      await until(() => delayed(test, 1));
      expect((await runsOf(test)).map(({ userId }) => userId)).toEqual(ids);
    }, 120_000);

    it('spreads the shops, and holds up nobody who asks meanwhile', async () => {
      // The stack before would take the jobs of this one, where both are on one Redis.
      for (const stack of stacks.splice(0)) await stack.stop();
      const test = await start(720);
      const shops = [await shopThatSold(test), await shopThatSold(test), await shopThatSold(test)];
      // The schedule itself is a job that waits for its time.
      await until(() => delayed(test, shops.length + 1));
      const [first] = shops;
      if (!first) throw new Error('There is no shop');
      const { data } = expectOk(await first.get('/api/forecast/')).body;
      expect(data[0]).toMatchObject({ is_forecasted: true, forecast: { stale: false } });
      expect(await runsOf(test)).toEqual([{ userId: first.userId }]);
      await until(() => delayed(test, shops.length));
    });
  });
}
