import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DelayedError, type Job } from 'bullmq';
import type { WorkerConfig } from '@tor/config/config';
import {
  FORECAST_QUEUE,
  parseForecastJob,
  type ForecastShopJob,
  type ForecastShopResult,
  type RefreshShopsResult,
} from '@tor/forecast-queue/forecast-jobs';
import { WORKER_OPTIONS } from '@tor/forecast-queue/job-options';
import { DomainError } from '@tor/kernel/domain-error';
import { ForecastShopHandler } from './forecast-shop/forecast-shop.handler.js';
import { runIdOf } from './forecast-shop/run-id.js';
import { RefreshShopsHandler } from './refresh-shops/refresh-shops.handler.js';
import { WORKER_CONFIG } from './worker-config.js';

/** After so long it is looked whether the database is back. */
const DATABASE_BACK_MS = 5000;
const LONGEST_AWAY_MS = 3_600_000;

/** Takes jobs off the queue and hands each to its handler. */
@Processor(FORECAST_QUEUE, WORKER_OPTIONS)
export class ForecastProcessor extends WorkerHost implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger(ForecastProcessor.name);

  constructor(
    private readonly forecastShop: ForecastShopHandler,
    private readonly refreshShops: RefreshShopsHandler,
    @Inject(WORKER_CONFIG) private readonly config: WorkerConfig,
  ) {
    super();
  }

  /** A database that is away uses up no try: the job comes again when it may be back. */
  async process(job: Job, token?: string): Promise<ForecastShopResult | RefreshShopsResult> {
    try {
      return await this.#handle(job);
    } catch (error) {
      const isAway = error instanceof DomainError && error.code === 'database_unavailable';
      // What times out in the database for as long as this is not away, but too much for it.
      if (!isAway || Date.now() - job.timestamp - job.delay > LONGEST_AWAY_MS) throw error;
      this.#logger.warn(`Job ${job.id} waits for the database`);
      await job.moveToDelayed(Date.now() + DATABASE_BACK_MS, token);
      throw new DelayedError();
    }
  }

  async #handle(job: Job): Promise<ForecastShopResult | RefreshShopsResult> {
    const task = parseForecastJob(job.name, job.data);
    switch (task.name) {
      case 'forecast-shop': {
        const tell = (fraction: number): void => this.#tellProgress(job, fraction);
        // What an earlier try had reached is not what this one has.
        if (job.attemptsMade > 0 || job.stalledCounter > 0) tell(0);
        return this.forecastShop.handle(task, { runId: runOf(task, job), onProgress: tell });
      }
      case 'refresh-shops':
        return this.refreshShops.handle(task);
    }
  }

  onApplicationBootstrap(): void {
    this.worker.concurrency = this.config.concurrency;
    this.worker.on('error', (error) => this.#logger.warn(`The queue is out of reach: ${error.message}`));
    this.worker.on('stalled', (id) => this.#logger.warn(`Job ${id} was cut off and is delivered again`));
    this.worker.on('completed', (job) => this.#logger.log(`Job ${job.id} (${job.name}) is done`));
    this.worker.on('failed', (job, error) => {
      this.#logger.error(`Job ${job?.id} (${job?.name}) failed: ${error.message}`);
      // Between two tries there is no end yet.
      if (job?.finishedOn !== undefined) void this.#giveUp(job, error.message);
    });
  }

  /** Finishes the job under way before the database is let go of. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.close();
  }

  #tellProgress(job: Job, fraction: number): void {
    job.updateProgress(fraction).catch((error: Error) => this.#logger.warn(`Progress was not told: ${error.message}`));
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

function runOf({ tenantId }: ForecastShopJob, job: Job): string {
  return runIdOf(tenantId, job.id ?? '', job.timestamp);
}
