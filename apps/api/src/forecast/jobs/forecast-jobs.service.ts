import { Injectable } from '@nestjs/common';
import type { ForecastJobState } from '@tor/forecast-queue/forecast-job';
import { ForecastQueue } from '@tor/forecast-queue/forecast-queue';
import { DomainError } from '@tor/kernel/domain-error';
import type { TenantId } from '@tor/kernel/tenant-id';
import { ForecastRequests } from '@tor/persistence/forecast-requests';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import type { ForecastJobView } from './dto/forecast-job.view.js';
import { forecastJobAnswer, notedJobAnswer, type WrittenRun } from './forecast-job-answer.js';
import { isQueueUnavailable, reachingQueue } from './reaching-queue.js';

/** Forecast jobs as their shop sees them. A job's id is its run's id: the queue knows the job, the database what came of it. */
@Injectable()
export class ForecastJobsService {
  constructor(
    private readonly database: TenantDatabase,
    private readonly queue: ForecastQueue,
    private readonly requests: ForecastRequests,
  ) {}

  /**
   * Asks for a forecast; while a request of the shop is open, it is that one. Noted in the database it is asked for, whether the
   * queue is there or not.
   * @throws DomainError `queue_full`
   */
  async request(tenantId: TenantId): Promise<ForecastJobView> {
    await this.#requireRoom(tenantId);
    const request = await this.queue.noteRequest(tenantId);
    try {
      const id = await reachingQueue(this.queue, () => this.queue.deliverRequest(request));
      return await this.find(tenantId, id);
    } catch (error) {
      if (!isQueueUnavailable(error)) throw error;
      return notedJobAnswer(request);
    }
  }

  /** @throws DomainError `forecast_job_not_found`; `queue_unavailable` when the queue alone could tell */
  async find(tenantId: TenantId, id: string): Promise<ForecastJobView> {
    // The queue first: what it says is done, the database has already.
    const job = await this.#queued(id);
    if (job instanceof DomainError) return this.#findWithoutQueue(tenantId, id, job);
    if (job && job.tenantId !== tenantId) throw notFound();
    // A job that the queue has lost goes on when it is put back. Struck is what is noted with the end of its run: read before it.
    const noted = job ? null : await this.requests.find(tenantId, id);
    const written = await this.#written(tenantId, id);
    const answer = forecastJobAnswer(job, written, noted);
    if (!answer) throw notFound();
    return answer;
  }

  /** A queue that does not say is no reason to refuse: what is noted waits in the database. */
  async #requireRoom(tenantId: TenantId): Promise<void> {
    try {
      await reachingQueue(this.queue, () => this.queue.requireRoom(tenantId));
    } catch (error) {
      if (!isQueueUnavailable(error)) throw error;
    }
  }

  /** The job as the queue knows it, or why the queue does not say. */
  async #queued(id: string): Promise<ForecastJobState | DomainError | null> {
    try {
      return await reachingQueue(this.queue, () => this.queue.findForecastJob(id));
    } catch (error) {
      if (isQueueUnavailable(error)) return error;
      throw error;
    }
  }

  async #findWithoutQueue(tenantId: TenantId, id: string, why: DomainError): Promise<ForecastJobView> {
    const noted = await this.requests.find(tenantId, id);
    const written = await this.#written(tenantId, id);
    // A run that is open and not noted: only the queue knows whether it has lost its job.
    const known = noted !== null || (written !== null && written.run.status !== 'running');
    const answer = known ? forecastJobAnswer(null, written, noted) : null;
    if (!answer) throw why;
    return answer;
  }

  /** Calls `listener` whenever there is news of a job. @returns ends it. @throws DomainError `queue_unavailable` */
  watch(id: string, listener: () => void): Promise<() => void> {
    return reachingQueue(this.queue, () => this.queue.watch(id, listener));
  }

  #written(tenantId: TenantId, id: string): Promise<WrittenRun | null> {
    return this.database.read(tenantId, async (shop) => {
      const run = await shop.forecasts.find(id);
      if (!run) return null;
      return { run, goods: run.status === 'done' ? await shop.forecasts.countInferences(id) : 0 };
    });
  }
}

function notFound(): DomainError {
  return new DomainError('forecast_job_not_found', 'There is no forecast job of this id');
}
