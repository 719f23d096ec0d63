import pg from 'pg';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import type { ShopWithJob } from '@tor/tools/chaos/done-once';
import { isAlive, startWorker, trainingChildren, until, type LoneWorker } from './killing.js';

/** Jobs that are cut off at one point. */
export const JOBS = 10;
/** Shops that train for a second or more, time enough to be seen at it, and shops that are forecast at once. */
export const TRAINS_LONG = { goods: 8, days: 200 };
export const TRAINS_SHORT = { goods: 2, days: 20 };

/** A stack without a worker of its own, and means to hold jobs up where they are to be cut off. */
export class CutOffJobs {
  private constructor(
    readonly test: TestStack,
    private readonly holder: pg.Client,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  static async start(env: Readonly<Record<string, string>> = {}): Promise<CutOffJobs> {
    const test = await startTestStack({ env });
    const holder = new pg.Client({ connectionString: test.database.superuserUrl, options: '-c search_path=tor' });
    await holder.connect();
    return new CutOffJobs(test, holder, env);
  }

  async stop(): Promise<void> {
    await this.holder.end();
    await this.test.stop();
  }

  /** A worker that takes so many jobs, all of which may be held up in the database. */
  startWorker(concurrency: number): Promise<LoneWorker> {
    return startWorker(this.test, concurrency, { DB_POOL_SIZE: '30', ...this.env });
  }

  async count(sql: string, parameters: readonly unknown[] = []): Promise<number> {
    const [row] = await this.test.database.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`, parameters);
    return row?.n ?? 0;
  }

  /** Runs of these jobs in a status. */
  runs(jobs: readonly ShopWithJob[], status: string): Promise<number> {
    return this.count('forecast_runs WHERE id = ANY($1) AND status = $2', [idsOf(jobs), status]);
  }

  /** Connections of workers that are held up in an insert. */
  heldUp(): Promise<number> {
    return this.count(
      `pg_stat_activity WHERE datname = current_database() AND application_name = 'tor-worker' AND wait_event = 'PgSleep'`,
    );
  }

  /** Whoever inserts a row of these shops is held up. Sleeping is no waiting for a lock, which a worker would give up after 5 s. */
  async holdInserts(table: 'forecast_runs' | 'restock_inferences', jobs: readonly ShopWithJob[]): Promise<void> {
    const shops = jobs.map(({ userId }) => `'${userId}'`).join(', ');
    await this.holder.query(
      `CREATE OR REPLACE FUNCTION hold_up() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN PERFORM pg_sleep(100); RETURN NEW; END $$;
       CREATE TRIGGER hold_up BEFORE INSERT ON ${table}
         FOR EACH ROW WHEN (NEW.user_id IN (${shops})) EXECUTE FUNCTION hold_up()`,
    );
  }

  /** What the queue on PostgreSQL locks when a job ends is held: whoever reports an end of these waits. */
  async holdEnds(jobs: readonly ShopWithJob[]): Promise<void> {
    await this.holder.query('BEGIN');
    for (const { userId } of jobs) {
      const key = `bullmq:dedup:forecast:${userId}`;
      await this.holder.query('SELECT pg_advisory_xact_lock(hashtext($1))', [key]);
    }
  }

  /** Kills workers, sees to it that nobody trains on for them, and lets go of all that is held. */
  async kill(workers: readonly LoneWorker[]): Promise<void> {
    const children = workers.flatMap(({ pid }) => [...trainingChildren(pid).values()]);
    await Promise.all(workers.map((worker) => worker.kill()));
    // What waits in the database for the dead is not to happen after all, as if the database had noticed their death.
    await this.holder.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = 'tor_app'
          AND (application_name = 'tor-worker' OR wait_event_type = 'Lock')`,
    );
    await this.holder.query('ROLLBACK');
    await this.holder.query('DROP FUNCTION IF EXISTS hold_up CASCADE');
    for (const pid of children.filter(isAlive)) process.kill(pid, 'SIGCONT');
    await until(() => !children.some(isAlive));
  }

  /** Leaves shops so few sales that the next forecast costs little. */
  async shorten(jobs: readonly ShopWithJob[]): Promise<void> {
    const shops = jobs.map(({ userId }) => userId);
    await this.test.database.query(
      `DELETE FROM sales WHERE user_id = ANY($1) AND sale_date < current_date - ${TRAINS_SHORT.days}`,
      [shops],
    );
  }

  /** Those of these jobs that train: they have told of progress and are not through. */
  async progressed(ids: readonly string[]): Promise<Set<string>> {
    const rows = await this.test.database.query<{ id: string }>(
      `SELECT id FROM bullmq.job WHERE id = ANY($1) AND state = 'active' AND progress::text::float8 BETWEEN 0.01 AND 0.95`,
      [ids],
    );
    return new Set(rows.map(({ id }) => id));
  }
}

export function idsOf(jobs: readonly ShopWithJob[]): string[] {
  return jobs.map(({ jobId }) => jobId);
}
