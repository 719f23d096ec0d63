import type { ForecastJobState } from '@tor/forecast-queue/forecast-job';
import type { ForecastRun } from '@tor/persistence/entities/forecast-run.entity';
import type { NotedForecast } from '@tor/persistence/forecast-requests';
import type { ForecastJobView } from './dto/forecast-job.view.js';

/** What an owner reads. Why exactly is for the operator: it stands in the run and in the queue. */
const FAILED =
  'The forecast could not be made. The one before stays in use. Ask again later; if that fails too, tell your operator the id of this job.';

/** The run of a job as the database has it. */
export interface WrittenRun {
  readonly run: ForecastRun;
  /** Goods that it forecast. */
  readonly goods: number;
}

/**
 * A job as its owner sees it. What the run has written counts first: the queue hears of it a moment later. A job that the queue
 * does not have and that is noted waits to be put there. The queue forgets finished jobs after a while, the run stays; a run that
 * is open without a job and without a note has lost it.
 * @returns null when there is none of these
 */
export function forecastJobAnswer(
  job: ForecastJobState | null,
  written: WrittenRun | null,
  noted: NotedForecast | null,
): ForecastJobView | null {
  if (written?.run.status === 'done') {
    const { run, goods } = written;
    return view(run.id, 'done', 1, job?.createdAt ?? run.startedAt, run.finishedAt, goods);
  }
  if (job) return view(job.id, job.status, job.progress, job.createdAt, job.finishedAt, job.goods);
  if (noted) return notedJobAnswer(noted);
  if (!written) return null;
  const { run } = written;
  return view(run.id, 'failed', 0, run.startedAt, run.finishedAt ?? run.startedAt, null);
}

/** A request that is not on the queue, or not known to be. */
export function notedJobAnswer({ jobId, askedAt }: NotedForecast): ForecastJobView {
  return view(jobId, 'queued', 0, askedAt, null, null);
}

function view(
  id: string,
  status: ForecastJobView['status'],
  progress: number,
  createdAt: Date,
  finishedAt: Date | null,
  goods: number | null,
): ForecastJobView {
  return {
    id,
    status,
    progress,
    created_at: createdAt.toISOString(),
    finished_at: finishedAt?.toISOString() ?? null,
    goods_count: goods,
    error: status === 'failed' ? FAILED : null,
  };
}
