import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { notDoneOnce } from '@tor/tools/chaos/done-once';
import { CutOffJobs, JOBS, TRAINS_SHORT } from './cut-off.js';
import type { QueueUnderTest } from './forecast-path.js';
import { describeWithProc, shopsWithJobs, until, type LoneWorker } from './killing.js';
import { describeOnRedis } from './on-redis.js';

describeOnRedis((backend, startQueue) => {
  describeWithProc(`jobs of a worker that is killed, with the queue on ${backend}`, () => {
    let queue: QueueUnderTest;
    let cut: CutOffJobs;
    let last: LoneWorker | undefined;

    beforeAll(async () => {
      queue = await startQueue();
      cut = await CutOffJobs.start(queue.env);
    });

    afterAll(async () => {
      await last?.kill();
      await cut.stop();
      await queue.stop();
    });

    it('are done once, ten whose run was not open and ten whose write was not committed', async () => {
      const { goods, days } = TRAINS_SHORT;
      const taken = await shopsWithJobs(cut.test, JOBS, goods, days);
      const trained = await shopsWithJobs(cut.test, JOBS, goods, days);
      await cut.holdInserts('forecast_runs', taken);
      await cut.holdInserts('restock_inferences', trained);
      const worker = await cut.startWorker(2 * JOBS);
      await until(async () => (await cut.heldUp()) === 2 * JOBS);
      expect(await cut.count('forecast_runs')).toBe(JOBS);
      expect(await cut.runs(trained, 'running')).toBe(JOBS);
      await cut.kill([worker]);
      expect(await cut.count('restock_inferences')).toBe(0);

      last = await cut.startWorker(4);
      await until(async () => (await cut.runs([...taken, ...trained], 'done')) === 2 * JOBS);
      expect(await notDoneOnce(cut.test.database.query, [...taken, ...trained])).toEqual([]);
      expect(await cut.count(`forecast_runs WHERE status <> 'done'`)).toBe(0);
    }, 120_000);
  });
});
