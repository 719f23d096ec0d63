import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { calendarDayAt } from '@tor/kernel/calendar-day';
import { expectOk, type ApiAnswer } from '@tor/testing/api-client';
import { seedHistory } from '@tor/testing/seed-history';
import { API_AND_WORKER, startTestStack, type TestStack } from '@tor/testing/test-stack';
import type { QueueUnderTest } from './forecast-path.js';

const OPERATOR_TOKEN = 'an-operator-token-of-more-than-32-characters';

/** What the board shows of a job, whichever backend the queue has. */
export function describeBoard(backend: string, startQueue: () => Promise<QueueUnderTest>): void {
  describe(`the board of the queue on ${backend}`, () => {
    let queue: QueueUnderTest;
    let test: TestStack;

    beforeAll(async () => {
      queue = await startQueue();
      test = await startTestStack({
        env: { FORECAST_WAIT_MS: '60000', OPERATOR_TOKEN, ...queue.env },
        programs: API_AND_WORKER,
      });
    });

    afterAll(async () => {
      await test.stop();
      await queue.stop();
    });

    const board = (path: string): Promise<ApiAnswer> =>
      test.anonymous
        .send(`/queues/api/${path}`, { headers: { authorization: `Bearer ${OPERATOR_TOKEN}` } })
        .then(expectOk);

    it('shows a job that is done, of its shop the id alone, and the nightly schedule', async () => {
      const shop = await test.newShop();
      const today = calendarDayAt(new Date(), 'Asia/Jakarta');
      await seedHistory(test.database, { userId: shop.userId, goods: 2, days: 60, today });
      expectOk(await shop.get('/api/forecast/'));
      const [run] = await test.database.query<{ id: string }>('SELECT id FROM forecast_runs WHERE user_id = $1', [
        shop.userId,
      ]);

      const [queueShown] = (await board('queues?activeQueue=forecast&status=completed')).body.queues;
      expect(queueShown).toMatchObject({ name: 'forecast', readOnlyMode: true, allowRetries: false });
      const listed = queueShown.jobs.find(({ id }: { id: string }) => id === run?.id);
      expect(listed).toMatchObject({ name: 'forecast-shop', returnValue: { goods: 2 } });
      expect(listed.data).toEqual({ tenantId: shop.userId });
      const shown = await board(`queues/forecast/${run?.id}`);
      expect(shown.body).toMatchObject({ status: 'completed' });
      await board(`queues/forecast/${run?.id}/logs`);
      await board('queues/forecast/workers');
      await board('redis/stats');
      const schedulers = await board('job-schedulers');
      expect(JSON.stringify(schedulers.body)).toContain('nightly-refresh');
      for (const secret of ['@shop.example', shop.accessToken ?? '', OPERATOR_TOKEN]) {
        expect(JSON.stringify([queueShown, shown.body, schedulers.body])).not.toContain(secret);
      }
    });
  });
}
