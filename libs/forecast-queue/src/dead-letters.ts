import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Job, Queue } from 'bullmq';
import type { TenantId } from '@tor/kernel/tenant-id';
import { tenantOfJob } from './forecast-job.js';
import { FORECAST_QUEUE, parseForecastJob } from './forecast-jobs.js';
import { ForecastQueue } from './forecast-queue.js';
import { JOB_OPTIONS } from './job-options.js';
import { QueueFull } from './queue-room.js';

/** A job as an operator sees it. */
export interface JobReport {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  /** Null of a job that is not about one shop. */
  readonly tenantId: TenantId | null;
  /** Tries that failed. */
  readonly attempts: number;
  /** How often a worker was gone before the end of a try. */
  readonly cutOff: number;
  /** Why the last try failed, in the words of the program. */
  readonly reason: string | null;
  readonly createdAt: Date;
  readonly failedAt: Date | null;
}

/** How a replay ended: the new job, or why there is none. */
export type Replay =
  | { readonly kind: 'replayed'; readonly newId: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'not-failed'; readonly state: string }
  | { readonly kind: 'not-possible'; readonly why: string };

const STATES = ['waiting', 'prioritized', 'active', 'delayed', 'completed', 'failed'] as const;
const PAGE = 100;

/** Jobs that failed for good: to be listed and replayed by an operator. */
@Injectable()
export class DeadLetters {
  constructor(
    @InjectQueue(FORECAST_QUEUE) private readonly queue: Queue,
    private readonly forecasts: ForecastQueue,
  ) {}

  /** How many jobs there are in each state. */
  counts(): Promise<Record<string, number>> {
    return this.queue.getJobCounts(...STATES);
  }

  /** The jobs that failed for good, the latest first, a page at a time. */
  async *failed(): AsyncGenerator<JobReport> {
    for (let start = 0; ; start += PAGE) {
      const jobs: Job[] = await this.queue.getJobs(['failed'], start, start + PAGE - 1);
      for (const job of jobs) yield report(job, 'failed');
      if (jobs.length < PAGE) return;
    }
  }

  /** Any job that the queue still has; null when there is none of this id. */
  async find(id: string): Promise<JobReport | null> {
    const job: Job | undefined = await this.queue.getJob(id);
    return job ? report(job, await job.getState()) : null;
  }

  /**
   * Asks again for what a failed job was to do, and takes it out of the set. It becomes a new job, or the one that its shop has
   * waiting already: never two of one shop.
   */
  async replay(id: string): Promise<Replay> {
    const job: Job | undefined = await this.queue.getJob(id);
    if (!job) return { kind: 'unknown' };
    const state = await job.getState();
    if (state !== 'failed') return { kind: 'not-failed', state };
    let newId: string | null;
    try {
      newId = await this.#askAgain(job);
    } catch (error) {
      if (error instanceof QueueFull) return { kind: 'not-possible', why: 'the queue is full' };
      throw error;
    }
    if (newId === null) return { kind: 'not-possible', why: `nobody handles "${job.name}" with what it carries` };
    // Last: killed in between, the job can be replayed once more, which does no harm.
    await job.remove();
    return { kind: 'replayed', newId };
  }

  async #askAgain(job: Job): Promise<string | null> {
    try {
      parseForecastJob(job.name, job.data);
    } catch {
      return null;
    }
    const tenantId = tenantOfJob(job);
    if (tenantId !== null) return this.forecasts.requestForecast(tenantId);
    const again: Job = await this.queue.add(job.name, job.data, { ...JOB_OPTIONS });
    return again.id ?? '';
  }
}

function report(job: Job, state: string): JobReport {
  return {
    id: job.id ?? '',
    name: job.name,
    state,
    tenantId: tenantOfJob(job),
    attempts: job.attemptsMade,
    cutOff: job.stalledCounter,
    reason: job.failedReason ?? null,
    createdAt: new Date(job.timestamp),
    failedAt: state === 'failed' && job.finishedOn !== undefined ? new Date(job.finishedOn) : null,
  };
}
