import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import {
  isAlive,
  notDoneOnce,
  shopsWithJobs,
  startWorker,
  trainingChildren,
  until,
  type LoneWorker,
  type ShopWithJob,
} from './killing.js';

const JOBS = 10;
const TRAINS_LONG = { goods: 8, days: 200 };
const TRAINS_SHORT = { goods: 2, days: 30 };

describe('workers that are killed', () => {
  let test: TestStack;
  let holder: pg.Client;
  const jobs: ShopWithJob[] = [];
  let last: LoneWorker | undefined;

  beforeAll(async () => {
    test = await startTestStack();
    holder = new pg.Client({ connectionString: test.database.superuserUrl, options: '-c search_path=tor' });
    await holder.connect();
  });

  afterAll(async () => {
    await last?.kill();
    await holder.end();
    await test.stop();
  });

  const count = async (sql: string, parameters: readonly unknown[] = []): Promise<number> =>
    (await test.database.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`, parameters))[0]?.n ?? 0;
  const ids = (of: readonly ShopWithJob[]): string[] => of.map(({ jobId }) => jobId);
  const runs = (of: readonly ShopWithJob[], status: string): Promise<number> =>
    count('forecast_runs WHERE id = ANY($1) AND status = $2', [ids(of), status]);
  const active = (of: readonly ShopWithJob[]): Promise<number> =>
    count(`bullmq.job WHERE id = ANY($1) AND state = 'active'`, [ids(of)]);
  const waitingForLocks = (): Promise<number> =>
    count(
      `pg_stat_activity WHERE datname = current_database() AND application_name = 'tor-worker' AND wait_event_type = 'Lock'`,
    );

  /** Ten jobs for workers with ten places together, killed when `atPoint` says so. */
  async function cutOff(
    shop: { goods: number; days: number },
    hold: (of: readonly ShopWithJob[]) => Promise<void>,
    atPoint: (of: readonly ShopWithJob[], workers: readonly LoneWorker[]) => Promise<void>,
  ): Promise<void> {
    const of = await shopsWithJobs(test, JOBS, shop.goods, shop.days);
    jobs.push(...of);
    await holder.query('BEGIN');
    await hold(of);
    const workers = await Promise.all([startWorker(test, JOBS / 2), startWorker(test, JOBS / 2)]);
    await atPoint(of, workers);
    const children = workers.flatMap(({ pid }) => [...trainingChildren(pid).values()]);
    await Promise.all(workers.map((worker) => worker.kill()));
    // What the dead have asked the database for must not happen after all, as it would not when their machine were gone.
    await holder.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = 'tor_app'
          AND (application_name = 'tor-worker' OR wait_event_type = 'Lock')`,
    );
    await holder.query('ROLLBACK');
    for (const pid of children.filter(isAlive)) process.kill(pid, 'SIGCONT');
    const killed = Date.now();
    await until(() => !children.some(isAlive));
    // No child trains on for nobody.
    expect(Date.now() - killed).toBeLessThan(1000);
  }

  const nothing = (): Promise<void> => Promise.resolve();

  it('leave ten jobs each behind at five points, and every one of them is done once by the next', async () => {
    // Taken, and the run not opened: somebody else is about to write that run.
    await cutOff(
      TRAINS_SHORT,
      async (of) => {
        for (const { userId, jobId } of of) {
          await holder.query(
            `INSERT INTO forecast_runs (user_id, id, as_of, horizon_days, status, started_at)
             VALUES ($1, $2, current_date, 30, 'running', now())`,
            [userId, jobId],
          );
        }
      },
      async (of) => {
        await until(async () => (await waitingForLocks()) === JOBS);
        expect([await active(of), await runs(of, 'running')]).toEqual([JOBS, 0]);
      },
    );

    // The run is open, and the child has just begun.
    await cutOff(TRAINS_SHORT, nothing, async (of, workers) => {
      const stopped = new Set<number>();
      await until(() => {
        for (const pid of workers.flatMap((worker) => [...trainingChildren(worker.pid).values()])) {
          if (!stopped.has(pid)) process.kill(pid, 'SIGSTOP');
          stopped.add(pid);
        }
        return stopped.size === JOBS;
      });
      expect([await active(of), await runs(of, 'running')]).toEqual([JOBS, JOBS]);
    });

    // In the middle of training: each child is stopped as soon as it has told of progress.
    await cutOff(TRAINS_LONG, nothing, async (of, workers) => {
      const stopped = new Set<string>();
      await until(async () => {
        const rows = await test.database.query<{ id: string }>(
          `SELECT id FROM bullmq.job WHERE id = ANY($1) AND progress::text::float8 BETWEEN 0.01 AND 0.95`,
          [ids(of).filter((id) => !stopped.has(id))],
        );
        const children = new Map(workers.flatMap(({ pid }) => [...trainingChildren(pid)]));
        for (const { id } of rows) {
          const pid = children.get(id);
          if (pid !== undefined) process.kill(pid, 'SIGSTOP');
          stopped.add(id);
        }
        return stopped.size === JOBS;
      });
      expect([await active(of), await runs(of, 'running')]).toEqual([JOBS, JOBS]);
    });

    // Trained, and the write not committed: somebody holds the goods that the inferences refer to.
    await cutOff(
      TRAINS_SHORT,
      async (of) => {
        await holder.query('SELECT 1 FROM goods WHERE user_id = ANY($1) FOR UPDATE', [of.map(({ userId }) => userId)]);
      },
      async (of) => {
        await until(async () => (await waitingForLocks()) === JOBS);
        expect([await active(of), await runs(of, 'running')]).toEqual([JOBS, JOBS]);
        expect(await count('restock_inferences WHERE run_id = ANY($1)', [ids(of)])).toBe(0);
      },
    );

    // Written, and the queue not told: somebody holds what the queue locks when a job ends.
    await cutOff(
      TRAINS_SHORT,
      async (of) => {
        for (const { userId } of of) {
          await holder.query(`SELECT pg_advisory_xact_lock(hashtext('bullmq:dedup:forecast:' || $1::text))`, [userId]);
        }
      },
      async (of) => {
        await until(async () => (await runs(of, 'done')) === JOBS);
        expect(await active(of)).toBe(JOBS);
      },
    );

    last = await startWorker(test, 4);
    await until(
      async () => (await count(`bullmq.job WHERE id = ANY($1) AND state = 'completed'`, [ids(jobs)])) === 5 * JOBS,
    );
    expect(await notDoneOnce(test, jobs)).toEqual([]);
    expect(await count(`forecast_runs WHERE status <> 'done'`)).toBe(0);
    const ends = await test.database.query<{ id: string; stalled: number; goods: number }>(
      `SELECT id, stalled_count AS stalled, (return_value->>'goods')::int AS goods FROM bullmq.job WHERE id = ANY($1)`,
      [ids(jobs)],
    );
    const goodsOf = new Map(jobs.map(({ jobId, goods }) => [jobId, goods]));
    // Each was cut off once, and says how many goods it forecast, whichever delivery did.
    expect(ends.filter(({ id, stalled, goods }) => stalled !== 1 || goods !== goodsOf.get(id))).toEqual([]);
  }, 120_000);

  it('give a job up that is cut off too often, and close its run', async () => {
    const [job] = await shopsWithJobs(test, 1, TRAINS_LONG.goods, TRAINS_LONG.days);
    if (!job) throw new Error('There is no job');
    await last?.kill();
    const worker = await startWorker(test, 1);
    await until(() => trainingChildren(worker.pid).has(job.jobId));
    await test.database.query('UPDATE bullmq.job SET stalled_count = 3 WHERE id = $1', [job.jobId]);
    await worker.kill();
    expect(await runs([job], 'running')).toBe(1);
    last = await startWorker(test, 1);
    await until(async () => (await runs([job], 'failed')) === 1);
    const [run] = await test.database.query('SELECT error FROM forecast_runs WHERE id = $1', [job.jobId]);
    expect(run).toEqual({ error: 'job stalled more than allowable limit' });
    expect(await count(`bullmq.job WHERE id = $1 AND state = 'failed'`, [job.jobId])).toBe(1);
  }, 60_000);
});
