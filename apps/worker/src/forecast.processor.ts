import { AsyncResource } from 'node:async_hooks';
import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Job } from 'bullmq';
import type { WorkerConfig } from '@tor/config/config';
import {
  FORECAST_QUEUE,
  parseForecastJob,
  type ForecastShopJob,
  type ForecastShopResult,
  type RefreshShopsResult,
} from '@tor/forecast-queue/forecast-jobs';
import { tenantOfJob } from '@tor/forecast-queue/forecast-job';
import { ForecastQueue } from '@tor/forecast-queue/forecast-queue';
import { WORKER_OPTIONS } from '@tor/forecast-queue/job-options';
import { withLogIds, type LogIds } from '@tor/process/log-context';
import { ForecastShopHandler } from './forecast-shop/forecast-shop.handler.js';
import { runIdOf } from './forecast-shop/run-id.js';
import { RefreshShopsHandler } from './refresh-shops/refresh-shops.handler.js';
import { WORKER_CONFIG } from './worker-config.js';

/** Takes jobs off the queue and hands each to its handler. */
@Processor(FORECAST_QUEUE, WORKER_OPTIONS)
export class ForecastProcessor extends WorkerHost implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger(ForecastProcessor.name);

  constructor(
    private readonly forecastShop: ForecastShopHandler,
    private readonly refreshShops: RefreshShopsHandler,
    private readonly queue: ForecastQueue,
    @Inject(WORKER_CONFIG) private readonly config: WorkerConfig,
  ) {
    super();
  }

  process(job: Job): Promise<ForecastShopResult | RefreshShopsResult> {
    return withLogIds(idsOf(job), () => this.#carryOut(job));
  }

  async #carryOut(job: Job): Promise<ForecastShopResult | RefreshShopsResult> {
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

  async onApplicationBootstrap(): Promise<void> {
    const { concurrency, nightlyRefresh } = this.config;
    this.worker.concurrency = concurrency;
    // Bound to the start: a connection tells its end on behalf of whichever job happened to open it.
    this.worker.on(
      'error',
      AsyncResource.bind((error: Error) => this.#logger.warn(`The queue is out of reach: ${error.message}`)),
    );
    this.worker.on('stalled', (id) =>
      withLogIds({ job_id: id }, () => this.#logger.warn(`Job ${id} was cut off and is delivered again`)),
    );
    this.worker.on('completed', (job) =>
      withLogIds(idsOf(job), () => this.#logger.log(`Job ${job.id} (${job.name}) is done`)),
    );
    this.worker.on('failed', (job, error) =>
      withLogIds(job ? idsOf(job) : {}, () => {
        this.#logger.error(`Job ${job?.id} (${job?.name}) failed: ${error.message}`);
        // Between two tries there is no end yet.
        if (job?.finishedOn !== undefined) void this.#giveUp(job, error.message);
      }),
    );
    await this.queue.scheduleNightlyRefresh(nightlyRefresh.cron, nightlyRefresh.timezone);
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
