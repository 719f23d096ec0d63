import { In, LessThan, type EntityManager } from 'typeorm';
import type { CalendarDay } from '@tor/kernel/calendar-day';
import type { TenantId } from '@tor/kernel/tenant-id';
import { ForecastRun } from '../entities/forecast-run.entity.js';
import { RestockInference } from '../entities/restock-inference.entity.js';

export type NewInference = Omit<RestockInference, 'userId' | 'runId' | 'run' | 'goods'>;

const ROWS_PER_INSERT = 500;

/** Runs and their inferences are kept so long; the next run of the shop removes the older ones. */
const RUN_RETENTION_DAYS = 90;

/** Forecast runs of one shop and what they inferred. */
export class ForecastRepository {
  readonly #manager: EntityManager;
  readonly #userId: TenantId;

  constructor(manager: EntityManager, userId: TenantId) {
    this.#manager = manager;
    this.#userId = userId;
  }

  /** The run that finished last; null before the first. */
  latestRun(): Promise<ForecastRun | null> {
    return this.#manager.findOne(ForecastRun, {
      where: { userId: this.#userId, status: 'done' },
      order: { finishedAt: 'DESC' },
    });
  }

  inferencesOf(runId: string, goodsIds: readonly string[]): Promise<RestockInference[]> {
    return this.#manager.findBy(RestockInference, { userId: this.#userId, runId, goodsId: In([...goodsIds]) });
  }

  /**
   * Opens a run, or opens it again after a failure or a crash.
   * @returns false when the run is done already: there is nothing left to do
   */
  async begin(run: { id: string; asOf: CalendarDay; horizonDays: number; startedAt: Date }): Promise<boolean> {
    const rows: unknown[] = await this.#manager.query(
      `INSERT INTO forecast_runs (user_id, id, as_of, horizon_days, status, started_at)
       VALUES ($1, $2, $3, $4, 'running', $5)
       ON CONFLICT (user_id, id) DO UPDATE
         SET as_of = excluded.as_of, horizon_days = excluded.horizon_days, status = 'running',
             started_at = excluded.started_at, finished_at = NULL, error = NULL
       WHERE forecast_runs.status <> 'done'
       RETURNING id`,
      [this.#userId, run.id, run.asOf, run.horizonDays, run.startedAt],
    );
    return rows.length > 0;
  }

  /**
   * Writes a run's inferences, closes it and removes the shop's runs that are past their retention. Of two deliveries of the same run, the one that opened it last writes: the row
   * of the run is the lock.
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

  /** How many runs this shop has had, by status. */
  async countRuns(status: ForecastRun['status']): Promise<number> {
    return this.#manager.countBy(ForecastRun, { userId: this.#userId, status });
  }
}
