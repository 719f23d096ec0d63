import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Job } from 'bullmq';
import type { WorkerConfig } from '@tor/config/config';
import {
  FORECAST_QUEUE,
  parseForecastJob,
  type ForecastShopResult,
  type RefreshShopsResult,
} from '@tor/forecast-queue/forecast-jobs';
import { ForecastQueue } from '@tor/forecast-queue/forecast-queue';
import { ForecastShopHandler } from './forecast-shop/forecast-shop.handler.js';
import { runIdOf } from './forecast-shop/run-id.js';
import { RefreshShopsHandler } from './refresh-shops/refresh-shops.handler.js';
import { WORKER_CONFIG } from './worker-config.js';

/** Takes jobs off the queue and hands each to its handler. */
@Processor(FORECAST_QUEUE)
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

  async process(job: Job): Promise<ForecastShopResult | RefreshShopsResult> {
    const task = parseForecastJob(job.name, job.data);
    switch (task.name) {
      case 'forecast-shop':
        return this.forecastShop.handle(task, {
          runId: runIdOf(task.tenantId, job.id ?? '', job.timestamp),
          onProgress: (fraction) => {
            job
              .updateProgress(fraction)
              .catch((error: Error) => this.#logger.warn(`Progress was not told: ${error.message}`));
          },
        });
      case 'refresh-shops':
        return this.refreshShops.handle();
    }
  }

  async onApplicationBootstrap(): Promise<void> {
    const { concurrency, nightlyRefresh } = this.config;
    this.worker.concurrency = concurrency;
    this.worker.on('error', (error) => this.#logger.warn(`The queue is out of reach: ${error.message}`));
    this.worker.on('completed', (job) => this.#logger.log(`Job ${job.id} (${job.name}) is done`));
    this.worker.on('failed', (job, error) =>
      this.#logger.error(`Job ${job?.id} (${job?.name}) failed: ${error.message}`),
    );
    await this.queue.scheduleNightlyRefresh(nightlyRefresh.cron, nightlyRefresh.timezone);
  }

  /** Finishes the job under way before the database is let go of. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.close();
  }
}
