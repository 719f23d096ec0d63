import { Injectable } from '@nestjs/common';
import { DelayedError, WaitingError, type Job } from 'bullmq';
import { Counter, Gauge, Histogram } from 'prom-client';
import type { ForecastJobName } from '@tor/forecast-queue/forecast-jobs';
import { dueAt } from '@tor/forecast-queue/queue-figures';
import { ProcessMetrics } from '@tor/process/process-metrics';

const DURATIONS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80, 160, 300];
const DELAYS = [0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 1800, 3600];

const NAMES: Readonly<Record<ForecastJobName, true>> = { 'forecast-shop': true, 'refresh-shops': true };

/** Counts and times what this process takes off the queue. */
@Injectable()
export class JobMetrics {
  readonly #durations: Histogram<'job_name' | 'outcome'>;
  readonly #delays: Histogram<'job_name'>;
  readonly #underWay: Gauge;
  readonly #givenUp: Counter<'job_name'>;
  readonly #cutOff: Counter;

  constructor({ registry }: ProcessMetrics) {
    const registers = [registry];
    this.#durations = new Histogram({
      name: 'tor_job_duration_seconds',
      help: 'How long tries of jobs took, by how they ended (completed, failed, put_off)',
      labelNames: ['job_name', 'outcome'],
      buckets: DURATIONS,
      registers,
    });
    this.#delays = new Histogram({
      name: 'tor_job_start_delay_seconds',
      help: 'How long jobs had been due when their first try began',
      labelNames: ['job_name'],
      buckets: DELAYS,
      registers,
    });
    this.#underWay = new Gauge({ name: 'tor_jobs_under_way', help: 'Jobs that this process works at', registers });
    this.#givenUp = new Counter({
      name: 'tor_jobs_given_up_total',
      help: 'Jobs that have failed for good',
      labelNames: ['job_name'],
      registers,
    });
    // An increase is seen where there was a figure before.
    for (const name of Object.keys(NAMES)) this.#givenUp.inc({ job_name: name }, 0);
    this.#cutOff = new Counter({
      name: 'tor_jobs_cut_off_total',
      help: 'Jobs whose worker was gone, which are delivered again',
      registers,
    });
  }

  /** Does the work of one delivery of a job. */
  async measured<T>(job: Job, work: () => Promise<T>): Promise<T> {
    const name = labelOf(job.name);
    if (job.attemptsMade === 0 && job.stalledCounter === 0) {
      this.#delays.observe({ job_name: name }, Math.max(0, Date.now() - dueAt(job)) / 1000);
    }
    const stop = this.#durations.startTimer({ job_name: name });
    this.#underWay.inc();
    try {
      const result = await work();
      stop({ outcome: 'completed' });
      return result;
    } catch (error) {
      stop({ outcome: isPutOff(error) ? 'put_off' : 'failed' });
      throw error;
    } finally {
      this.#underWay.dec();
    }
  }

  countGivenUp(name: string): void {
    this.#givenUp.inc({ job_name: labelOf(name) });
  }

  countCutOff(): void {
    this.#cutOff.inc();
  }
}

/** The label is not called `job`, which is Prometheus's own. Names come off the queue, where anybody may have put them. */
function labelOf(name: string): string {
  return Object.hasOwn(NAMES, name) ? name : 'unknown';
}

/** Whether the job goes back to the queue as if it had not been taken: this worker stops, or the database is away. */
function isPutOff(error: unknown): boolean {
  return error instanceof WaitingError || error instanceof DelayedError;
}
