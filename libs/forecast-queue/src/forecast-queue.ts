import { AsyncResource } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { InjectQueue } from '@nestjs/bullmq';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type Job, type Queue } from 'bullmq';
import type { TenantId } from '@tor/kernel/tenant-id';
import { forecastJobState, type ForecastJobState } from './forecast-job.js';
import { FORECAST_QUEUE, type RefreshPage } from './forecast-jobs.js';
import { JobEvents } from './job-events.js';
import { JOB_OPTIONS, NIGHTLY_PRIORITY } from './job-options.js';
import type { QueueBackend } from './queue-backend.js';
import { QueueFull, QueueRoom } from './queue-room.js';
import { type ForecastRequest, REQUEST_NOTES, type RequestNotes } from './request-notes.js';

export const QUEUE_BACKEND = Symbol('queue backend');

/** How many jobs may wait. */
export const QUEUE_LIMIT = Symbol('queue limit');

const NIGHTLY_REFRESH = 'nightly-refresh';

/**
 * How waiting for a job ended; `none`: there was no job to wait for; `full`: the queue had no room for one; `unavailable`: the
 * queue is out of reach.
 */
export type WaitOutcome = 'completed' | 'failed' | 'timed-out' | 'none' | 'full' | 'unavailable';

/** What became of a request that was brought to the queue; `over`: its job has ended already, and nothing was done. */
export type Delivery = { readonly kind: 'kept' | 'added' | 'joined'; readonly job: Job } | { readonly kind: 'over' };

/** Puts forecast jobs on the queue, finds them again and waits for their end. */
@Injectable()
export class ForecastQueue implements OnApplicationShutdown {
  readonly #logger = new Logger(ForecastQueue.name);
  readonly #events: JobEvents;
  readonly #room: QueueRoom;

  constructor(
    @InjectQueue(FORECAST_QUEUE) private readonly queue: Queue,
    @Inject(QUEUE_BACKEND) private readonly backend: QueueBackend,
    @Inject(QUEUE_LIMIT) limit: number,
    @Inject(REQUEST_NOTES) private readonly notes: RequestNotes,
  ) {
    this.#room = new QueueRoom(queue, limit);
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

  /** Whether the queue is connected, as far as this process knows: one that is not makes its clients wait. */
  get isUp(): boolean {
    return this.backend.isUp();
  }

  /** Calls `listener` each time that the queue is connected, the first time included. */
  onUp(listener: () => void): void {
    this.backend.onUp(listener);
  }

  /**
   * Asks for a shop's forecast, now. While a request of the shop is open, every further one is that same request; one that
   * the nightly refresh has put off is put off no longer.
   * @returns the job's id, a UUID
   * @throws QueueFull when there is no room for a new one
   */
  async requestForecast(tenantId: TenantId): Promise<string> {
    await this.requireRoom(tenantId);
    return (await this.#deliverOpen(await this.noteRequest(tenantId))).id ?? '';
  }

  /**
   * A job that is there already takes no more room, and what is noted already is brought to the queue however full it is.
   * @throws QueueFull when there is no room for a new job of the shop
   */
  async requireRoom(tenantId: TenantId): Promise<void> {
    if ((await this.#room.isFull()) && (await this.#current(tenantId)) === undefined) throw new QueueFull();
  }

  /**
   * Notes that a shop's forecast is asked for, now; the queue is not asked. From then on it is made, also when the queue is lost.
   * `deliver` brings it to the queue at once, and a worker does so within half a minute.
   */
  noteRequest(tenantId: TenantId): Promise<ForecastRequest> {
    const now = new Date();
    return this.notes.note({ tenantId, jobId: randomUUID(), askedAt: now, dueAt: now, nightly: false });
  }

  /** Brings a noted request to the queue. @returns the id of the job that makes it: the request's, or that of one before it */
  async deliverRequest(request: ForecastRequest): Promise<string> {
    return (await this.#deliverOpen(request)).id ?? '';
  }

  /** Asks for a shop's forecast after all that persons ask for, and in `delayMs` milliseconds at the earliest. */
  async requestNightlyForecast(tenantId: TenantId, delayMs: number): Promise<void> {
    const now = Date.now();
    const dueAt = new Date(now + Math.round(delayMs));
    const request = { tenantId, jobId: randomUUID(), askedAt: new Date(now), dueAt, nightly: true };
    await this.#deliverOpen(await this.notes.note(request));
  }

  /** How many forecasts the nightly refresh may ask for now; 0 or more. */
  nightlyRoom(): Promise<number> {
    return this.#room.nightlyRoom();
  }

  /** Asks for a page of the nightly refresh, in `delayMs` milliseconds at the earliest. Asked for twice, it is one job. */
  async requestRefreshPage(from: RefreshPage, delayMs = 0): Promise<void> {
    const jobId = `refresh-${from.begunAt}-${from.after ?? 'first'}-${from.putOff ?? 0}`;
    const options = { ...JOB_OPTIONS, jobId, priority: NIGHTLY_PRIORITY, delay: delayMs };
    await this.queue.add('refresh-shops', { from }, options);
  }

  /** Asks for the first page of a night that was missed. Asked for twice, it is one job. */
  async requestMissedRefresh(night: Date): Promise<void> {
    const jobId = `refresh-missed-${night.getTime()}`;
    await this.queue.add('refresh-shops', {}, { ...JOB_OPTIONS, jobId, priority: NIGHTLY_PRIORITY });
  }

  /** Asks for a shop's forecast and waits for the job's end, `timeoutMs` milliseconds and until `hurry` at the most. */
  forecastAndWait(tenantId: TenantId, timeoutMs: number, hurry?: AbortSignal): Promise<WaitOutcome> {
    return this.#wait(timeoutMs, hurry, async () => {
      const job = await this.#current(tenantId);
      // Only what is new on the queue, or comes earlier than it did, is worth a note.
      if (job?.priority === 0) return job;
      if (!job) await this.requireRoom(tenantId);
      return this.#deliverOpen(await this.noteRequest(tenantId));
    });
  }

  /** Waits for the end of the shop's job that waits or runs, and asks for none. */
  waitForCurrent(tenantId: TenantId, timeoutMs: number, hurry?: AbortSignal): Promise<WaitOutcome> {
    return this.#wait(timeoutMs, hurry, () => this.#current(tenantId));
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

  /** Whether the queue knows when all active shops are forecast anew. A queue that has lost its data does not. */
  async hasNightlyRefresh(): Promise<boolean> {
    return (await this.queue.getJobScheduler(NIGHTLY_REFRESH)) !== undefined;
  }

  /** @throws Error when the queue cannot be reached; one that is being connected is waited for */
  async check(): Promise<void> {
    await this.queue.getJobCounts('waiting');
  }

  /** @throws Error when the queue is not connected now, at once: what is asked of it meanwhile would only heap up; or as {@link check} */
  async checkNow(): Promise<void> {
    if (!this.isUp) throw new Error('The queue is not connected');
    await this.check();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#events.close();
  }

  /**
   * Brings a noted request to the queue, unless its job is there. Harmless twice.
   * @param again whether a job that failed for good before the request was made last gets its tries anew
   * @returns `kept` when the job was there, `joined` when the shop has another job there
   */
  async deliver(request: ForecastRequest, { again = false } = {}): Promise<Delivery> {
    const { tenantId, jobId, nightly, askedAt, dueAt } = request;
    const known: Job | undefined = await this.queue.getJob(jobId);
    const state = known ? await known.getState() : 'unknown';
    if (known && state !== 'unknown') {
      if (state === 'completed') return { kind: 'over' };
      if (state !== 'failed') {
        if (!nightly) await this.#hurry(known);
        return { kind: 'kept', job: known };
      }
      if (!again || (known.finishedOn ?? Infinity) >= askedAt.getTime()) return { kind: 'over' };
      await known.remove();
    }
    const delay = Math.max(0, dueAt.getTime() - Date.now());
    const job: Job = await this.queue.add(
      'forecast-shop',
      { tenantId, ...(nightly && { nightly }) },
      {
        ...JOB_OPTIONS,
        ...(delay > 0 && { delay }),
        ...(nightly && { priority: NIGHTLY_PRIORITY }),
        ...{ jobId, deduplication: { id: tenantId } },
      },
    );
    if (job.id !== jobId) return { kind: 'joined', job };
    if (!nightly) this.#room.added();
    return { kind: 'added', job };
  }

  /** Brings a request that was just noted to the queue, as another one where its job has ended in the meantime. */
  async #deliverOpen(request: ForecastRequest): Promise<Job> {
    const { tenantId, jobId, nightly } = request;
    const delivery = await this.deliver(request);
    if (delivery.kind === 'over') {
      await this.notes.strike(tenantId, jobId);
      const again = await this.notes.note({ ...request, jobId: randomUUID() });
      const second = await this.deliver(again);
      if (second.kind === 'over')
        throw new Error(`The request of job ${again.jobId} ended before it was brought to the queue`);
      return second.job;
    }
    if (delivery.kind === 'joined') {
      // One that was asked for without a note, or that is about to end and has struck its own: this request is that one.
      await this.notes.strike(tenantId, jobId);
      await this.notes.note({ ...request, jobId: delivery.job.id ?? jobId });
      if (!nightly) await this.#hurry(delivery.job);
    }
    return delivery.job;
  }

  /** The shop's job that waits or runs. */
  async #current(tenantId: TenantId): Promise<Job | undefined> {
    const id = await this.queue.getDeduplicationJobId(tenantId);
    return id === null ? undefined : this.queue.getJob(id);
  }

  /** Brings a job of the nightly refresh forward. A try that failed waits for its next one as it would have. */
  async #hurry(job: Job): Promise<void> {
    if (job.priority === 0) return;
    try {
      // The priority first: it says where a job that is promoted comes in.
      await job.changePriority({ priority: 0 });
      if (job.attemptsMade === 0 && (await job.isDelayed())) await job.promote();
    } catch (error) {
      // A worker took it in between, which is all that was wanted.
      this.#logger.debug(`Job ${job.id} was not brought forward: ${String(error)}`);
    }
  }

  async #wait(
    timeoutMs: number,
    hurry: AbortSignal | undefined,
    start: () => Promise<Job | undefined>,
  ): Promise<WaitOutcome> {
    if (!this.isUp) return 'unavailable';
    let isOver = false;
    let end: () => void = () => undefined;
    const timedOut = new Promise<WaitOutcome>((resolve) => {
      end = () => {
        isOver = true;
        resolve('timed-out');
      };
    });
    const timer = setTimeout(end, timeoutMs);
    hurry?.addEventListener('abort', end);
    if (hurry?.aborted) end();
    const finished = start()
      .then(async (job): Promise<WaitOutcome> => {
        if (!job) return 'none';
        await job.waitUntilFinished(this.#events.stream, timeoutMs);
        return 'completed';
      })
      .catch((error: unknown): WaitOutcome => {
        if (error instanceof QueueFull) return 'full';
        if (isOver) return 'timed-out';
        this.#logger.warn(`A forecast was not made: ${error instanceof Error ? error.message : String(error)}`);
        return 'failed';
      });
    try {
      return await Promise.race([finished, timedOut]);
    } finally {
      clearTimeout(timer);
      hurry?.removeEventListener('abort', end);
    }
  }
}
