import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CutOffJobs, idsOf, JOBS, TRAINS_LONG, TRAINS_SHORT } from './cut-off.js';
import {
  describeWithProc,
  notDoneOnce,
  shopsWithJobs,
  trainingChildren,
  until,
  type LoneWorker,
  type ShopWithJob,
} from './killing.js';

describeWithProc('workers that are killed', () => {
  let cut: CutOffJobs;
  let last: LoneWorker | undefined;

  beforeAll(async () => {
    cut = await CutOffJobs.start();
  });

  afterAll(async () => {
    await last?.kill();
    await cut.stop();
  });

  const inState = (jobs: readonly ShopWithJob[], state: string): Promise<number> =>
    cut.count('bullmq.job WHERE id = ANY($1) AND state::text = $2', [idsOf(jobs), state]);

  it('leave ten jobs each behind at five points, and every one of them is done once by the next', async () => {
    // Taken, and the run not opened.
    await cut.cutOff({
      shop: TRAINS_SHORT,
      holdInsertsInto: 'forecast_runs',
      reached: async (jobs) => {
        await until(async () => (await cut.heldUp()) === JOBS);
        expect([await inState(jobs, 'active'), await cut.runs(jobs, 'running')]).toEqual([JOBS, 0]);
      },
    });

    // The run is open, and the child has just begun: each is stopped as soon as it is there.
    await cut.cutOff({
      shop: TRAINS_SHORT,
      reached: async (jobs, workers) => {
        const stopped = new Set<number>();
        await until(() => {
          for (const pid of workers.flatMap((worker) => [...trainingChildren(worker.pid).values()])) {
            if (!stopped.has(pid)) process.kill(pid, 'SIGSTOP');
            stopped.add(pid);
          }
          return stopped.size === JOBS;
        });
        expect([await inState(jobs, 'active'), await cut.runs(jobs, 'running')]).toEqual([JOBS, JOBS]);
      },
    });

    // In the middle of training: each child is stopped as soon as it has told of progress.
    await cut.cutOff({
      shop: TRAINS_LONG,
      reached: async (jobs, workers) => {
        const stopped = new Set<string>();
        await until(async () => {
          const rows = await cut.test.database.query<{ id: string }>(
            `SELECT id FROM bullmq.job WHERE id = ANY($1) AND progress::text::float8 BETWEEN 0.01 AND 0.95`,
            [idsOf(jobs).filter((id) => !stopped.has(id))],
          );
          const children = new Map(workers.flatMap(({ pid }) => [...trainingChildren(pid)]));
          for (const { id } of rows) {
            const pid = children.get(id);
            if (pid !== undefined) process.kill(pid, 'SIGSTOP');
            stopped.add(id);
          }
          return stopped.size === JOBS;
        });
        expect([await inState(jobs, 'active'), await cut.runs(jobs, 'running')]).toEqual([JOBS, JOBS]);
      },
    });

    // Trained, and the write not committed.
    await cut.cutOff({
      shop: TRAINS_SHORT,
      holdInsertsInto: 'restock_inferences',
      reached: async (jobs) => {
        await until(async () => (await cut.heldUp()) === JOBS);
        expect([await inState(jobs, 'active'), await cut.runs(jobs, 'running')]).toEqual([JOBS, JOBS]);
        expect(await cut.count('restock_inferences WHERE run_id = ANY($1)', [idsOf(jobs)])).toBe(0);
      },
    });

    // Written, and the queue not told.
    await cut.cutOff({
      shop: TRAINS_SHORT,
      holdEnds: true,
      reached: async (jobs) => {
        await until(async () => (await cut.runs(jobs, 'done')) === JOBS);
        expect(await inState(jobs, 'active')).toBe(JOBS);
      },
    });

    last = await cut.startWorker(4);
    await until(async () => (await inState(cut.jobs, 'completed')) === 5 * JOBS);
    expect(await notDoneOnce(cut.test, cut.jobs)).toEqual([]);
    expect(await cut.count(`forecast_runs WHERE status <> 'done'`)).toBe(0);
    const ends = await cut.test.database.query<{ id: string; stalled: number; goods: number }>(
      `SELECT id, stalled_count AS stalled, (return_value->>'goods')::int AS goods FROM bullmq.job WHERE id = ANY($1)`,
      [idsOf(cut.jobs)],
    );
    const goodsOf = new Map(cut.jobs.map(({ jobId, goods }) => [jobId, goods]));
    // Each was cut off once, and says how many goods it forecast, whichever delivery did.
    expect(ends.filter(({ id, stalled, goods }) => stalled !== 1 || goods !== goodsOf.get(id))).toEqual([]);
  }, 120_000);

  it('give a job up that is cut off too often, and close its run', async () => {
    const [job] = await shopsWithJobs(cut.test, 1, TRAINS_LONG.goods, TRAINS_LONG.days);
    if (!job) throw new Error('There is no job');
    await last?.kill();
    const worker = await cut.startWorker(1);
    await until(() => trainingChildren(worker.pid).has(job.jobId));
    await worker.kill();
    expect(await cut.runs([job], 'running')).toBe(1);
    // As after three such ends, and when its lock has run out.
    await cut.test.database.query(
      'UPDATE bullmq.job SET stalled_count = 3, stalled_marked = true, locked_until_ms = 0 WHERE id = $1',
      [job.jobId],
    );
    last = await cut.startWorker(1);
    await until(async () => (await cut.runs([job], 'failed')) === 1);
    const [run] = await cut.test.database.query('SELECT error FROM forecast_runs WHERE id = $1', [job.jobId]);
    expect(run).toEqual({ error: 'job stalled more than allowable limit' });
    expect(await inState([job], 'failed')).toBe(1);
  }, 60_000);
});
