import { AsyncResource } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { InjectQueue } from '@nestjs/bullmq';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type Job, type JobsOptions, type Queue } from 'bullmq';
import type { TenantId } from '@tor/kernel/tenant-id';
import { forecastJobState, type ForecastJobState } from './forecast-job.js';
import { FORECAST_QUEUE, type RefreshPage } from './forecast-jobs.js';
import { JobEvents } from './job-events.js';
import { JOB_OPTIONS, NIGHTLY_PRIORITY } from './job-options.js';
import type { QueueBackend } from './queue-backend.js';

export const QUEUE_BACKEND = Symbol('queue backend');

const NIGHTLY_REFRESH = 'nightly-refresh';

/** How waiting for a job ended; `none`: there was no job to wait for. */
export type WaitOutcome = 'completed' | 'failed' | 'timed-out' | 'none';

/** Puts forecast jobs on the queue, finds them again and waits for their end. */
@Injectable()
export class ForecastQueue implements OnApplicationShutdown {
  readonly #logger = new Logger(ForecastQueue.name);
  readonly #events: JobEvents;

  constructor(
    @InjectQueue(FORECAST_QUEUE) private readonly queue: Queue,
    @Inject(QUEUE_BACKEND) backend: QueueBackend,
  ) {
    // Bound to the start: a connection tells its end on behalf of whoever happened to open it.
    queue.on(
      'error',
      AsyncResource.bind((error: Error) => this.#logger.warn(`The queue is out of reach: ${error.message}`)),
    );
    // Every waiting request listens for the queue's end.
    queue.setMaxListeners(0);
    this.#events = new JobEvents(
      backend,
      AsyncResource.bind((error: Error) => this.#logger.warn(`The queue's events are out of reach: ${error.message}`)),
    );
  }

  /**
   * Asks for a shop's forecast, now. While a job of the shop waits or runs, every further request is that same job; one that
   * the nightly refresh has put off is put off no longer.
   * @returns the job's id, a UUID
   */
  async requestForecast(tenantId: TenantId): Promise<string> {
    const { id = '' } = await this.#request(tenantId);
    return id;
  }

  /** Asks for a shop's forecast after all that persons ask for, and in `delayMs` milliseconds at the earliest. */
  async requestNightlyForecast(tenantId: TenantId, delayMs: number): Promise<void> {
    await this.#add(tenantId, { nightly: true }, { delay: Math.round(delayMs), priority: NIGHTLY_PRIORITY });
  }

  /** Asks for a page of the nightly refresh. Asked for twice, it is one job. */
  async requestRefreshPage(from: RefreshPage): Promise<void> {
    const page = `refresh-${from.begunAt}-${from.after}`;
    await this.queue.add('refresh-shops', { from }, { ...JOB_OPTIONS, jobId: page, priority: NIGHTLY_PRIORITY });
  }

  /** Asks for a shop's forecast and waits for the job's end, `timeoutMs` milliseconds at the most. */
  forecastAndWait(tenantId: TenantId, timeoutMs: number): Promise<WaitOutcome> {
    return this.#wait(timeoutMs, () => this.#request(tenantId));
  }

  /** Waits for the end of the shop's job that waits or runs, and asks for none. */
  waitForCurrent(tenantId: TenantId, timeoutMs: number): Promise<WaitOutcome> {
    return this.#wait(timeoutMs, async () => {
      const id = await this.queue.getDeduplicationJobId(tenantId);
      return id === null ? undefined : this.queue.getJob(id);
    });
  }

  /** The forecast job of this id; null when the queue has none, or has removed it some time after its end. */
  async findForecastJob(jobId: string): Promise<ForecastJobState | null> {
    const job: Job | undefined = await this.queue.getJob(jobId);
    return job ? forecastJobState(job) : null;
  }

  /** Calls `listener` whenever a job's state or progress has changed. @returns ends it */
  watch(jobId: string, listener: () => void): Promise<() => void> {
    return this.#events.watch(jobId, listener);
  }

  /** Calls `onProgress` with each reported fraction (0 to 1) of any forecast job, until the queue closes. */
  async onProgress(onProgress: (fraction: number) => void): Promise<void> {
    const events = this.#events.stream;
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
    await this.#events.close();
  }

  async #request(tenantId: TenantId): Promise<Job> {
    const { added, job } = await this.#add(tenantId);
    if (!added) await this.#hurry(job.id ?? '');
    return job;
  }

  /** @returns whether the job is a new one */
  async #add(
    tenantId: TenantId,
    data: { readonly nightly?: boolean } = {},
    options: JobsOptions = {},
  ): Promise<{ added: boolean; job: Job }> {
    const jobId = randomUUID();
    const job: Job = await this.queue.add(
      'forecast-shop',
      { tenantId, ...data },
      { ...JOB_OPTIONS, ...options, jobId, deduplication: { id: tenantId } },
    );
    return { added: job.id === jobId, job };
  }

  /** Brings a job of the nightly refresh forward. A try that failed waits for its next one as it would have. */
  async #hurry(jobId: string): Promise<void> {
    const job: Job | undefined = await this.queue.getJob(jobId);
    if (!job || job.priority === 0) return;
    try {
      // The priority first: it says where a job that is promoted comes in.
      await job.changePriority({ priority: 0 });
      if (job.attemptsMade === 0 && (await job.isDelayed())) await job.promote();
    } catch (error) {
      // A worker took it in between, which is all that was wanted.
      this.#logger.debug(`Job ${jobId} was not brought forward: ${String(error)}`);
    }
  }

  async #wait(timeoutMs: number, start: () => Promise<Job | undefined>): Promise<WaitOutcome> {
    const deadline = AbortSignal.timeout(timeoutMs);
    const timedOut = new Promise<WaitOutcome>((resolve) => {
      deadline.addEventListener('abort', () => resolve('timed-out'), { once: true });
    });
    const finished = start()
      .then(async (job): Promise<WaitOutcome> => {
        if (!job) return 'none';
        await job.waitUntilFinished(this.#events.stream, timeoutMs);
        return 'completed';
      })
      .catch((error: unknown): WaitOutcome => {
        if (deadline.aborted) return 'timed-out';
        this.#logger.warn(`A forecast was not made: ${error instanceof Error ? error.message : String(error)}`);
        return 'failed';
      });
    return Promise.race([finished, timedOut]);
  }
}
