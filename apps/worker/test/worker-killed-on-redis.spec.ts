import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CutOffJobs, JOBS, TRAINS_SHORT } from './cut-off.js';
import type { QueueUnderTest } from './forecast-path.js';
import { describeWithProc, notDoneOnce, until, type LoneWorker } from './killing.js';
import { describeOnRedis } from './on-redis.js';

describeOnRedis((backend, startQueue) => {
  describeWithProc(`workers that are killed, with the queue on ${backend}`, () => {
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

    it('leave ten jobs each behind before the run is opened and before its write is committed, and each is done once', async () => {
      await cut.cutOff({
        shop: TRAINS_SHORT,
        holdInsertsInto: 'forecast_runs',
        reached: async (jobs) => {
          await until(async () => (await cut.heldUp()) === JOBS);
          expect(await cut.runs(jobs, 'running')).toBe(0);
        },
      });
      await cut.cutOff({
        shop: TRAINS_SHORT,
        holdInsertsInto: 'restock_inferences',
        reached: async (jobs) => {
          await until(async () => (await cut.heldUp()) === JOBS);
          expect(await cut.runs(jobs, 'running')).toBe(JOBS);
        },
      });
      last = await cut.startWorker(4);
      await until(async () => (await cut.runs(cut.jobs, 'done')) === 2 * JOBS);
      expect(await notDoneOnce(cut.test, cut.jobs)).toEqual([]);
      expect(await cut.count(`forecast_runs WHERE status <> 'done'`)).toBe(0);
    }, 60_000);
  });
});
