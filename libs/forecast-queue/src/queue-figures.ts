import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Job, JobType, Queue } from 'bullmq';
import { FORECAST_QUEUE } from './forecast-jobs.js';

/** The states that are counted: `waiting` are those that persons asked for, `prioritized` those of the nightly refresh. */
export const COUNTED_STATES = ['waiting', 'prioritized', 'active', 'delayed', 'completed', 'failed'] as const;

export type CountedState = (typeof COUNTED_STATES)[number];

/** How the queue stands. */
export interface QueueFigures {
  /** Jobs in each state; those that ended are the ones that the queue still keeps. */
  readonly jobs: Readonly<Record<CountedState, number>>;
  /** Since when the job waits that has waited longest for a worker; null when none does. */
  readonly oldestWaitingSince: Date | null;
}

/** Says how the queue stands, on either backend. */
@Injectable()
export class QueueInspection {
  constructor(@InjectQueue(FORECAST_QUEUE) private readonly queue: Queue) {}

  /** A handful of small queries, none of which grows with what the jobs carry. @throws Error when the queue is out of reach */
  async figures(now: Date): Promise<QueueFigures> {
    const counts = await this.queue.getJobCounts(...COUNTED_STATES);
    const jobs = Object.fromEntries(COUNTED_STATES.map((state) => [state, counts[state] ?? 0]));
    const first = await Promise.all([
      // The newest come first, on either backend, and the oldest last.
      this.#jobAt('waiting', (jobs['waiting'] ?? 0) - 1),
      this.#jobAt('prioritized', 0),
      // Who moves jobs on that are due are the workers: where none runs, they wait here.
      this.#jobAt('delayed', 0),
    ]);
    const waiting = first.flatMap((job) => (job ? [waitsSince(job)] : [])).filter((since) => since <= now.getTime());
    return {
      jobs: jobs as Record<CountedState, number>,
      oldestWaitingSince: waiting.length > 0 ? new Date(Math.min(...waiting)) : null,
    };
  }

  /** A job by its place; undefined when it has been taken meanwhile. */
  async #jobAt(state: JobType, place: number): Promise<Job | undefined> {
    if (place < 0) return undefined;
    const jobs: Job[] = await this.queue.getJobs([state], place, place, state !== 'waiting');
    return jobs[0];
  }
}

/**
 * Since when a job waits to be taken by a worker, in milliseconds since 1970: since it is due, after a failure since that try
 * began.
 */
function waitsSince(job: Job): number {
  return Math.max(dueAt(job), job.processedOn ?? 0);
}

/**
 * From when on a worker could have taken a job, in milliseconds since 1970: from when it was asked for, or its delay is over. That
 * of a job which was brought forward is still to come.
 */
export function dueAt({ timestamp, opts }: Pick<Job, 'timestamp' | 'opts'>): number {
  return timestamp + (opts.delay ?? 0);
}
