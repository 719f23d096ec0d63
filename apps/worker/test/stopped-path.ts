import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { notDoneOnce, type ShopWithJob } from '@tor/tools/chaos/done-once';
import type { QueueUnderTest } from './forecast-path.js';
import {
  describeWithProc,
  isAlive,
  shopsWithJobs,
  startWorker,
  trainingChildren,
  until,
  type LoneWorker,
} from './killing.js';

/** What holds when a worker is asked to stop while it trains, whichever the queue's backend. */
export function describeStoppedWorkers(backend: string, startQueue: () => Promise<QueueUnderTest>): void {
  describeWithProc(`a worker that is asked to stop, with the queue on ${backend}`, () => {
    let queue: QueueUnderTest;
    let test: TestStack;
    let second: LoneWorker | undefined;

    beforeAll(async () => {
      queue = await startQueue();
      test = await startTestStack({ env: queue.env });
    });
    afterAll(async () => {
      await second?.kill();
      await test.stop();
      await queue.stop();
    });

    it('gives back the job that it cannot finish, and another worker does it as if for the first time', async () => {
      const [job] = await shopsWithJobs(test, 1, 3, 60);
      if (!job) throw new Error('There is no job');
      const first = await startWorker(test, 1, queue.env);
      let child = 0;
      await until(() => (child = trainingChildren(first.pid).get(job.jobId) ?? 0) > 0);
      // It would train for ever.
      process.kill(child, 'SIGSTOP');
      expect(await first.stop()).toBe(0);
      expect(isAlive(child)).toBe(false);

      expect(await runs(test, job)).toEqual([{ id: job.jobId, status: 'running', error: null }]);
      second = await startWorker(test, 1, queue.env);
      await until(async () => (await notDoneOnce(test.database.query, [job])).length === 0);
      expect(await runs(test, job)).toEqual([{ id: job.jobId, status: 'done', error: null }]);
    }, 60_000);

    it('finishes the job that it has the time for, else leaves it whole to the next one', async () => {
      const [job] = await shopsWithJobs(test, 1, 2, 20);
      if (!job) throw new Error('There is no job');
      await second?.kill();
      const worker = await startWorker(test, 1, queue.env);
      await until(async () => (await runs(test, job)).length === 1);
      expect(await worker.stop()).toBe(0);
      // On a busy machine even a small training may take longer than a worker waits.
      const [run] = await runs(test, job);
      expect(run).toMatchObject({ id: job.jobId, status: expect.stringMatching(/^(done|running)$/), error: null });
      second = await startWorker(test, 1, queue.env);
      await until(async () => (await notDoneOnce(test.database.query, [job])).length === 0);
    }, 60_000);
  });
}

function runs({ database }: TestStack, { userId }: ShopWithJob): Promise<unknown[]> {
  return database.query('SELECT id, status, error FROM forecast_runs WHERE user_id = $1', [userId]);
}
