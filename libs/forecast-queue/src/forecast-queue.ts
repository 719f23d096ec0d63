import { InjectQueue } from '@nestjs/bullmq';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type Job, type Queue, QueueEvents, type QueueOptions } from 'bullmq';
import type { TenantId } from '@tor/kernel/tenant-id';
import { FORECAST_QUEUE, JOB_OPTIONS } from './forecast-jobs.js';
import type { QueueBackend } from './queue-backend.js';

export const QUEUE_BACKEND = Symbol('queue backend');

const NIGHTLY_REFRESH = 'nightly-refresh';

/** How waiting for a job ended. */
export type WaitOutcome = 'completed' | 'failed' | 'timed-out';

/** Puts forecast jobs on the queue and waits for their end. */
@Injectable()
export class ForecastQueue implements OnApplicationShutdown {
  readonly #logger = new Logger(ForecastQueue.name);
  #events: QueueEvents | undefined;

  constructor(
    @InjectQueue(FORECAST_QUEUE) private readonly queue: Queue,
    @Inject(QUEUE_BACKEND) private readonly backend: QueueBackend,
  ) {
    queue.on('error', (error: Error) => this.#logger.warn(`The queue is out of reach: ${error.message}`));
  }

  /**
   * Asks for a shop's forecast. While a job of the shop waits or runs, every further request is that same job.
   * @returns the job's id
   */
  async requestForecast(tenantId: TenantId): Promise<string> {
    const job = await this.#add(tenantId);
    return job.id ?? '';
  }

  /** Asks for a shop's forecast and waits for the job's end, `timeoutMs` milliseconds at the most. */
  async forecastAndWait(tenantId: TenantId, timeoutMs: number): Promise<WaitOutcome> {
    const deadline = AbortSignal.timeout(timeoutMs);
    const timedOut = new Promise<WaitOutcome>((resolve) => {
      deadline.addEventListener('abort', () => resolve('timed-out'), { once: true });
    });
    const finished = this.#add(tenantId)
      .then((job) => job.waitUntilFinished(this.#queueEvents(), timeoutMs))
      .then(
        (): WaitOutcome => 'completed',
        (error: unknown): WaitOutcome => {
          if (deadline.aborted) return 'timed-out';
          this.#logger.warn(`A forecast was not made: ${error instanceof Error ? error.message : String(error)}`);
          return 'failed';
        },
      );
    return Promise.race([finished, timedOut]);
  }

  /** Calls `onProgress` with each reported fraction (0 to 1) of any forecast job, until the queue closes. */
  async onProgress(onProgress: (fraction: number) => void): Promise<void> {
    const events = this.#queueEvents();
    events.on('progress', ({ data }) => {
      if (typeof data === 'number') onProgress(data);
    });
    await events.waitUntilReady();
  }

  /** Sets when all active shops are forecast anew; an earlier setting is replaced. */
  async scheduleNightlyRefresh(cron: string, timezone: string): Promise<void> {
    await this.queue.upsertJobScheduler(
      NIGHTLY_REFRESH,
      { pattern: cron, tz: timezone },
      { name: 'refresh-shops', data: {}, opts: JOB_OPTIONS },
    );
  }

  /** @throws Error when the queue cannot be reached */
  async check(): Promise<void> {
    await this.queue.getJobCounts('waiting');
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#events?.close();
  }

  #add(tenantId: TenantId): Promise<Job> {
    return this.queue.add('forecast-shop', { tenantId }, { ...JOB_OPTIONS, deduplication: { id: tenantId } });
  }

  #queueEvents(): QueueEvents {
    if (!this.#events) {
      this.#events = new QueueEvents(FORECAST_QUEUE, {
        connection: this.backend.connection as QueueOptions['connection'],
      });
      this.#events.on('error', (error: Error) =>
        this.#logger.warn(`The queue's events are out of reach: ${error.message}`),
      );
      // Every waiting request listens.
      this.#events.setMaxListeners(0);
    }
    return this.#events;
  }
}
