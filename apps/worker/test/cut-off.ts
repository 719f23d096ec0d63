import { expect } from '@jest/globals';
import pg from 'pg';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import {
  isAlive,
  shopsWithJobs,
  startWorker,
  trainingChildren,
  until,
  type LoneWorker,
  type ShopWithJob,
} from './killing.js';

/** Jobs that are cut off at one point. */
export const JOBS = 10;
/** Shops whose model is trained for some tenths of a second, and shops that need none. */
export const TRAINS_LONG = { goods: 8, days: 200 };
export const TRAINS_SHORT = { goods: 2, days: 30 };

/** Where a job is held, and how one sees that all of them have got there. */
export interface CutOffPoint {
  readonly shop: { readonly goods: number; readonly days: number };
  /** A table: whoever inserts a row of these shops there is held up. */
  readonly holdInsertsInto?: 'forecast_runs' | 'restock_inferences';
  /** What the queue on PostgreSQL locks when a job ends is held: whoever reports an end waits. */
  readonly holdEnds?: boolean;
  readonly reached: (jobs: readonly ShopWithJob[], workers: readonly LoneWorker[]) => Promise<void>;
}

/** A stack without a worker of its own, and what has happened to its jobs. */
export class CutOffJobs {
  readonly jobs: ShopWithJob[] = [];

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

  startWorker(concurrency: number): Promise<LoneWorker> {
    return startWorker(this.test, concurrency, this.env);
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

  /** Ten new jobs for two workers of five places each, which are killed when all ten have reached the point. */
  async cutOff({ shop, holdInsertsInto, holdEnds = false, reached }: CutOffPoint): Promise<void> {
    const jobs = await shopsWithJobs(this.test, JOBS, shop.goods, shop.days);
    this.jobs.push(...jobs);
    if (holdInsertsInto) await this.#holdInserts(holdInsertsInto, jobs);
    await this.holder.query('BEGIN');
    if (holdEnds) await this.#holdEnds(jobs);
    const workers = await Promise.all([this.startWorker(JOBS / 2), this.startWorker(JOBS / 2)]);
    await reached(jobs, workers);
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
    const killed = Date.now();
    await until(() => !children.some(isAlive));
    // No child trains on for nobody.
    expect(Date.now() - killed).toBeLessThan(1000);
  }

  /** Sleeping is no waiting for a lock, which a worker would give up after 5 s. */
  async #holdInserts(table: string, jobs: readonly ShopWithJob[]): Promise<void> {
    const shops = jobs.map(({ userId }) => `'${userId}'`).join(', ');
    await this.holder.query(
      `CREATE FUNCTION hold_up() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN PERFORM pg_sleep(100); RETURN NEW; END $$;
       CREATE TRIGGER hold_up BEFORE INSERT ON ${table}
         FOR EACH ROW WHEN (NEW.user_id IN (${shops})) EXECUTE FUNCTION hold_up()`,
    );
  }

  async #holdEnds(jobs: readonly ShopWithJob[]): Promise<void> {
    for (const { userId } of jobs) {
      const key = `bullmq:dedup:forecast:${userId}`;
      await this.holder.query('SELECT pg_advisory_xact_lock(hashtext($1))', [key]);
    }
  }
}

export function idsOf(jobs: readonly ShopWithJob[]): string[] {
  return jobs.map(({ jobId }) => jobId);
}
