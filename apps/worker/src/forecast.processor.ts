import { AsyncResource } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DelayedError, WaitingError, type Job } from 'bullmq';
import type { WorkerConfig } from '@tor/config/config';
import {
  FORECAST_QUEUE,
  parseForecastJob,
  type ForecastShopJob,
  type ForecastShopResult,
  type RefreshShopsResult,
} from '@tor/forecast-queue/forecast-jobs';
import { tenantOfJob } from '@tor/forecast-queue/forecast-job';
import { WORKER_OPTIONS } from '@tor/forecast-queue/job-options';
import { DomainError } from '@tor/kernel/domain-error';
import { logWith, withLogIds, type LogIds } from '@tor/process/log-context';
import { ForecastShopHandler } from './forecast-shop/forecast-shop.handler.js';
import { runIdOf } from './forecast-shop/run-id.js';
import { JobMetrics } from './metrics/job-metrics.js';
import { oneAfterTheOther } from './one-after-the-other.js';
import { RefreshShopsHandler } from './refresh-shops/refresh-shops.handler.js';
import { WORKER_CONFIG } from './worker-config.js';

/** How long a worker that stops waits for the jobs under way; then it gives them back. */
const FINISH_WITHIN_MS = 5000;
/** How long it then waits for the queue to take them and to let go. A queue that is out of reach never does. */
const LET_GO_WITHIN_MS = 2000;
/** After so long it is looked whether the database is back. */
const DATABASE_BACK_MS = 5000;
const LONGEST_AWAY_MS = 3_600_000;

/** Takes jobs off the queue and hands each to its handler. */
@Processor(FORECAST_QUEUE, WORKER_OPTIONS)
export class ForecastProcessor extends WorkerHost implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger(ForecastProcessor.name);
  readonly #giveBack = new AbortController();

  constructor(
    private readonly forecastShop: ForecastShopHandler,
    private readonly refreshShops: RefreshShopsHandler,
    private readonly metrics: JobMetrics,
    @Inject(WORKER_CONFIG) private readonly config: WorkerConfig,
  ) {
    super();
  }

  process(job: Job, token?: string): Promise<ForecastShopResult | RefreshShopsResult> {
    return withLogIds(idsOf(job), () => this.metrics.measured(job, () => this.#carryOutOrPutOff(job, token)));
  }

  /** A worker that stops, and a database that is away, use up no try. */
  async #carryOutOrPutOff(job: Job, token: string | undefined): Promise<ForecastShopResult | RefreshShopsResult> {
    try {
      return await this.#carryOut(job);
    } catch (error) {
      if (this.#giveBack.signal.aborted) return await this.#handBack(job, token);
      const isAway = error instanceof DomainError && error.code === 'database_unavailable';
      // What times out in the database for as long as this is not away, but too much for it.
      if (!isAway || Date.now() - job.timestamp - job.delay > LONGEST_AWAY_MS) throw error;
      return await this.#waitForDatabase(job, token);
    }
  }

  async #carryOut(job: Job): Promise<ForecastShopResult | RefreshShopsResult> {
    const task = parseForecastJob(job.name, job.data);
    const { signal } = this.#giveBack;
    switch (task.name) {
      case 'forecast-shop': {
        // Over several connections a later one could arrive before an earlier one.
        const tell = oneAfterTheOther((fraction: number) => this.#tellProgress(job, fraction));
        // What an earlier try had reached is not what this one has.
        if (job.attemptsStarted > 1) tell(0);
        return this.forecastShop.handle(task, { runId: runOf(task, job), onProgress: tell, signal });
      }
      case 'refresh-shops':
        return this.refreshShops.handle(task, signal);
    }
  }

  onApplicationBootstrap(): void {
    this.worker.concurrency = this.config.concurrency;
    // Bound to the start: a connection tells its end on behalf of whichever job happened to open it.
    this.worker.on(
      'error',
      AsyncResource.bind((error: Error) => this.#logger.warn(`The queue is out of reach: ${error.message}`)),
    );
    this.worker.on('stalled', (id) => {
      this.metrics.countCutOff();
      logWith({ job_id: id }, () => this.#logger.warn(`Job ${id} was cut off and is delivered again`));
    });
    this.worker.on('completed', (job) =>
      logWith(idsOf(job), () => this.#logger.log(`Job ${job.id} (${job.name}) is done`)),
    );
    this.worker.on(
      'failed',
      (job, error) => void withLogIds(job ? idsOf(job) : {}, () => this.#tellFailure(job, error)),
    );
  }

  /**
   * Takes no more jobs, finishes those under way or gives them back, before the database is let go of. A training may last
   * minutes; whoever stops a process waits for 10 s.
   */
  async beforeApplicationShutdown(): Promise<void> {
    const closed = this.worker.close();
    if (await isOver(closed, FINISH_WITHIN_MS)) return;
    this.#giveBack.abort(new Error('The worker stops'));
    if (await isOver(closed, LET_GO_WITHIN_MS)) return;
    this.#logger.warn('The queue is out of reach: jobs under way are delivered again when it is back');
  }

  /** To be done by another worker, as if this one had never had it: it counts neither as a try nor as cut off. */
  async #handBack(job: Job, token: string | undefined): Promise<never> {
    try {
      await job.moveToWait(token);
      this.#logger.log(`Job ${job.id} (${job.name}) is given back`);
    } catch (error) {
      // It is delivered again when the lock on it has run out.
      this.#logger.warn(`Job ${job.id} was not given back: ${String(error)}`);
    }
    throw new WaitingError();
  }

  /** The job comes again when the database may be back. */
  async #waitForDatabase(job: Job, token: string | undefined): Promise<never> {
    this.#logger.warn(`Job ${job.id} waits for the database`);
    await job.moveToDelayed(Date.now() + DATABASE_BACK_MS, token);
    throw new DelayedError();
  }

  async #tellProgress(job: Job, fraction: number): Promise<void> {
    try {
      await job.updateProgress(fraction);
    } catch (error) {
      this.#logger.warn(`Progress was not told: ${String(error)}`);
    }
  }

  async #tellFailure(job: Job | undefined, error: Error): Promise<void> {
    this.#logger.error(`Job ${job?.id} (${job?.name}) failed: ${error.message}`);
    // Between two tries there is no end yet.
    if (job?.finishedOn === undefined) return;
    this.metrics.countGivenUp(job.name);
    await this.#giveUp(job, error.message);
  }

  /** A job that fails without being handled, because it was cut off too often, leaves its run as it was: closes it. */
  async #giveUp(job: Job, reason: string): Promise<void> {
    try {
      const task = parseForecastJob(job.name, job.data);
      if (task.name === 'forecast-shop') await this.forecastShop.giveUp(task, runOf(task, job), reason);
    } catch (error) {
      this.#logger.warn(`The end of job ${job.id} was not noted in its run: ${String(error)}`);
    }
  }
}

/** What the lines about a job belong to. */
function idsOf(job: Job): LogIds {
  const tenantId = tenantOfJob(job);
  return {
    ...(job.id !== undefined && { job_id: job.id }),
    ...(tenantId !== null && { tenant_id: tenantId, run_id: runIdOf(tenantId, job.id ?? '', job.timestamp) }),
  };
}

function runOf({ tenantId }: ForecastShopJob, job: Job): string {
  return runIdOf(tenantId, job.id ?? '', job.timestamp);
}

/** Whether it settles within so many milliseconds, however. */
async function isOver(work: Promise<void>, withinMs: number): Promise<boolean> {
  const cancel = new AbortController();
  const ended = work.then(
    () => true,
    () => true,
  );
  const late = pause(withinMs, false, { signal: cancel.signal }).catch(() => false);
  const over = await Promise.race([ended, late]);
  cancel.abort();
  return over;
}
