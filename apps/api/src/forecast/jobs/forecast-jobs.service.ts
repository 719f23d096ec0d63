import { Injectable } from '@nestjs/common';
import { ForecastQueue } from '@tor/forecast-queue/forecast-queue';
import { DomainError } from '@tor/kernel/domain-error';
import type { TenantId } from '@tor/kernel/tenant-id';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import type { ForecastJobView } from './dto/forecast-job.view.js';
import { forecastJobAnswer, type WrittenRun } from './forecast-job-answer.js';
import { reachingQueue } from './reaching-queue.js';

/** Forecast jobs as their shop sees them. A job's id is its run's id: the queue knows the job, the database what came of it. */
@Injectable()
export class ForecastJobsService {
  constructor(
    private readonly database: TenantDatabase,
    private readonly queue: ForecastQueue,
  ) {}

  /**
   * Asks for a forecast; while a job of the shop waits or runs, it is that one.
   * @throws DomainError `queue_unavailable`, `queue_full`
   */
  async request(tenantId: TenantId): Promise<ForecastJobView> {
    const id = await reachingQueue(() => this.queue.requestForecast(tenantId));
    return this.find(tenantId, id);
  }

  /** @throws DomainError `forecast_job_not_found`, `queue_unavailable` */
  async find(tenantId: TenantId, id: string): Promise<ForecastJobView> {
    // The queue first: what it says is done, the database has already.
    const job = await reachingQueue(() => this.queue.findForecastJob(id));
    if (job && job.tenantId !== tenantId) throw notFound();
    const written = await this.#written(tenantId, id);
    const answer = forecastJobAnswer(job, written);
    if (!answer) throw notFound();
    return answer;
  }

  /** Calls `listener` whenever there is news of a job. @returns ends it. @throws DomainError `queue_unavailable` */
  watch(id: string, listener: () => void): Promise<() => void> {
    return reachingQueue(() => this.queue.watch(id, listener));
  }

  #written(tenantId: TenantId, id: string): Promise<WrittenRun | null> {
    return this.database.run(tenantId, async (shop) => {
      const run = await shop.forecasts.find(id);
      if (!run) return null;
      return { run, goods: run.status === 'done' ? await shop.forecasts.countInferences(id) : 0 };
    });
  }
}

function notFound(): DomainError {
  return new DomainError('forecast_job_not_found', 'There is no forecast job of this id');
}
