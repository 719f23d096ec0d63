import { LessThan, Not, type EntityManager } from 'typeorm';
import type { CalendarDay } from '@tor/kernel/calendar-day';
import type { TenantId } from '@tor/kernel/tenant-id';
import { ForecastRequest } from '../entities/forecast-request.entity.js';
import { ForecastRun } from '../entities/forecast-run.entity.js';
import { RestockInference } from '../entities/restock-inference.entity.js';
import { readRows } from './entity-rows.js';

export type NewInference = Omit<RestockInference, 'userId' | 'runId' | 'run' | 'goods'>;

const ROWS_PER_INSERT = 500;

/** Runs and their inferences are kept so long; the next run of the shop removes the older ones. */
const RUN_RETENTION_DAYS = 90;

/**
 * What a forecast of this shop ($1) would be made from now. Of what is learned from, only versions are read; of the ledger,
 * which says on which days before `asOf` a shelf was empty, the newest line before that day. It is found from the newest line
 * back: what is read are the lines since that day began, however long the ledger is.
 * @param asOf the shop's day, as a parameter of the statement
 */
const inputHashSql = (asOf: string): string => `
  SELECT md5(concat_ws(';', settings.timezone, settings.lead_time_days, settings.review_days, settings.service_level,
    (SELECT string_agg(concat_ws(':', id, demand_version, coalesce(lead_time_days, -1)), ',' ORDER BY id)
       FROM goods WHERE user_id = $1 AND archived_at IS NULL),
    (SELECT id FROM stock_movements
      WHERE user_id = $1 AND created_at < ${asOf}::date::timestamp AT TIME ZONE settings.timezone
      ORDER BY id DESC LIMIT 1)))
    FROM shop_settings settings WHERE settings.user_id = $1`;

/** What an operator reads in a run whose worker was gone before its end. */
const CUT_OFF = 'The worker ended before the run did';

/** Forecast runs of one shop and what they inferred. */
export class ForecastRepository {
  readonly #manager: EntityManager;
  readonly #userId: TenantId;

  constructor(manager: EntityManager, userId: TenantId) {
    this.#manager = manager;
    this.#userId = userId;
  }

  /** The run that finished last; null before the first. */
  async latestRun(): Promise<ForecastRun | null> {
    const rest = `WHERE user_id = $1 AND status = 'done' ORDER BY finished_at DESC LIMIT 1`;
    const [latest] = await readRows(this.#manager, ForecastRun, 'run', rest, [this.#userId]);
    return latest ?? null;
  }

  /** The run that was begun last, whatever became of it; null before the first. */
  latestBegun(): Promise<ForecastRun | null> {
    return this.#manager.findOne(ForecastRun, { where: { userId: this.#userId }, order: { startedAt: 'DESC' } });
  }

  find(runId: string): Promise<ForecastRun | null> {
    return this.#manager.findOneBy(ForecastRun, { userId: this.#userId, id: runId });
  }

  /** How many goods a run forecast. */
  countInferences(runId: string): Promise<number> {
    return this.#manager.countBy(RestockInference, { userId: this.#userId, runId });
  }

  /**
   * What a forecast would be made from now: the `inputHash` that a run would have that began now.
   * @param asOf the shop's today
   */
  async inputHash(asOf: CalendarDay): Promise<string | null> {
    const rows: { md5: string | null }[] = await this.#manager.query(inputHashSql('$2'), [this.#userId, asOf]);
    return rows[0]?.md5 ?? null;
  }

  inferencesOf(runId: string, goodsIds: readonly string[]): Promise<RestockInference[]> {
    const rest = 'WHERE user_id = $1 AND run_id = $2 AND goods_id = ANY ($3::uuid[])';
    return readRows(this.#manager, RestockInference, 'inference', rest, [this.#userId, runId, goodsIds]);
  }

  /**
   * How many units of each goods the first run of the day a week before `asOf` forecast for its seven days, which are over now.
   * Empty when there was none, and when a run of `asOf` itself is done: so that each run is scored once.
   */
  async weekBefore(asOf: CalendarDay): Promise<Map<string, number>> {
    const rows: { goodsId: string; units: number }[] = await this.#manager.query(
      `SELECT goods_id AS "goodsId", (SELECT sum(units) FROM unnest(predicted[1:7]) AS units)::float8 AS units
         FROM restock_inferences
        WHERE user_id = $1
          AND run_id = (SELECT id FROM forecast_runs
                         WHERE user_id = $1 AND status = 'done' AND as_of = $2::date - 7 ORDER BY finished_at LIMIT 1)
          AND NOT EXISTS (SELECT FROM forecast_runs WHERE user_id = $1 AND status = 'done' AND as_of = $2)`,
      [this.#userId, asOf],
    );
    return new Map(rows.map(({ goodsId, units }) => [goodsId, units]));
  }

  /**
   * Opens a run, or opens it again after a failure or a crash. A shop has one job at a time: any other run that is still open
   * is one whose job is gone, and closed as failed.
   * @returns false when the run is done already: there is nothing left to do
   */
  async begin(run: { id: string; asOf: CalendarDay; horizonDays: number; startedAt: Date }): Promise<boolean> {
    const rows: unknown[] = await this.#manager.query(
      `INSERT INTO forecast_runs (user_id, id, as_of, horizon_days, status, started_at, input_hash)
       VALUES ($1, $2, $3, $4, 'running', $5, (${inputHashSql('$3')}))
       ON CONFLICT (user_id, id) DO UPDATE
         SET as_of = excluded.as_of, horizon_days = excluded.horizon_days, status = 'running',
             started_at = excluded.started_at, finished_at = NULL, error = NULL, input_hash = excluded.input_hash
       WHERE forecast_runs.status <> 'done'
       RETURNING id`,
      [this.#userId, run.id, run.asOf, run.horizonDays, run.startedAt],
    );
    if (rows.length === 0) return false;
    await this.#manager.update(
      ForecastRun,
      { userId: this.#userId, status: 'running', id: Not(run.id) },
      { status: 'failed', finishedAt: run.startedAt, error: CUT_OFF },
    );
    return true;
  }

  /**
   * Writes a run's inferences, closes it, forgets that it was asked for and removes the shop's runs that are past their retention.
   * Of two deliveries of the same run, the one that opened it last writes: the row of the run is the lock.
   * @param startedAt what the delivery opened the run with
   * @returns false when another delivery has taken the run over or done it; nothing is written then
   */
  async complete(
    runId: string,
    startedAt: Date,
    finishedAt: Date,
    inferences: readonly NewInference[],
  ): Promise<boolean> {
    const closed = await this.#manager.update(
      ForecastRun,
      { userId: this.#userId, id: runId, status: 'running', startedAt },
      { status: 'done', finishedAt },
    );
    if (closed.affected !== 1) return false;
    await this.#strike(runId);
    const expired = new Date(finishedAt.getTime() - RUN_RETENTION_DAYS * 86_400_000);
    await this.#manager.delete(ForecastRun, { userId: this.#userId, startedAt: LessThan(expired) });
    // In the order in which everybody holds several goods.
    const inOrder = [...inferences].sort((a, b) => (a.goodsId < b.goodsId ? -1 : 1));
    for (let start = 0; start < inOrder.length; start += ROWS_PER_INSERT) {
      const rows = inOrder.slice(start, start + ROWS_PER_INSERT);
      await this.#manager.insert(
        RestockInference,
        rows.map((row) => ({ ...row, userId: this.#userId, runId })),
      );
    }
    return true;
  }

  /** Closes a run that could not be finished, with a reason for the operator. */
  async fail(runId: string, startedAt: Date, finishedAt: Date, error: string): Promise<void> {
    await this.#manager.update(
      ForecastRun,
      { userId: this.#userId, id: runId, status: 'running', startedAt },
      { status: 'failed', finishedAt, error },
    );
  }

  /**
   * Closes a run whose job is given up, if nobody has closed it: the worker was gone before it could, or before it opened it.
   * That it was asked for is forgotten.
   */
  async giveUp(run: { id: string; asOf: CalendarDay; horizonDays: number; at: Date; error: string }): Promise<void> {
    await this.#manager.query(
      `INSERT INTO forecast_runs (user_id, id, as_of, horizon_days, status, started_at, finished_at, error, input_hash)
       VALUES ($1, $2, $3, $4, 'failed', $5, $5, $6, (${inputHashSql('$3')}))
       ON CONFLICT (user_id, id) DO UPDATE
         SET status = 'failed', finished_at = excluded.finished_at, error = excluded.error
       WHERE forecast_runs.status = 'running'`,
      [this.#userId, run.id, run.asOf, run.horizonDays, run.at, run.error],
    );
    await this.#strike(run.id);
  }

  /** How many runs this shop has had, by status. */
  async countRuns(status: ForecastRun['status']): Promise<number> {
    return this.#manager.countBy(ForecastRun, { userId: this.#userId, status });
  }

  /** In the transaction in which the run ends: what is noted is not made yet, and what is made is not noted. */
  async #strike(runId: string): Promise<void> {
    await this.#manager.delete(ForecastRequest, { userId: this.#userId, jobId: runId });
  }
}
