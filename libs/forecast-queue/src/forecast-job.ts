import type { Job } from 'bullmq';
import type { TenantId } from '@tor/kernel/tenant-id';
import { parseForecastJob } from './forecast-jobs.js';

/** `queued` also between two tries. */
export type ForecastJobStatus = 'queued' | 'running' | 'done' | 'failed';

/** A shop's forecast job as the queue knows it. */
export interface ForecastJobState {
  readonly id: string;
  readonly tenantId: TenantId;
  readonly status: ForecastJobStatus;
  /** Share of the training that is done, 0 to 1. */
  readonly progress: number;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  /** Goods that got a forecast; null until the job is done. */
  readonly goods: number | null;
}

/** What a `forecast-shop` job is like now; null when it is another job or carries no tenant. */
export async function forecastJobState(job: Job): Promise<ForecastJobState | null> {
  const tenantId = tenantOfJob(job);
  if (tenantId === null || job.id === undefined) return null;
  const status = statusOf(await job.getState());
  if (status === null) return null;
  const result: unknown = job.returnvalue;
  return {
    id: job.id,
    tenantId,
    status,
    progress: status === 'done' ? 1 : status === 'queued' ? 0 : fractionOf(job.progress),
    createdAt: new Date(job.timestamp),
    finishedAt: job.finishedOn === undefined ? null : new Date(job.finishedOn),
    goods: status === 'done' ? goodsOf(result) : null,
  };
}

/** Whose forecast a job makes; null when it makes none. */
export function tenantOfJob(job: Job): TenantId | null {
  try {
    const task = parseForecastJob(job.name, job.data);
    return task.name === 'forecast-shop' ? task.tenantId : null;
  } catch {
    return null;
  }
}

/** A progress as it came off the queue, as a fraction from 0 to 1; 0 when it is none. */
export function fractionOf(progress: unknown): number {
  return typeof progress === 'number' && progress >= 0 ? Math.min(progress, 1) : 0;
}

/** Null when the queue has removed the job in the meantime. */
function statusOf(state: string): ForecastJobStatus | null {
  switch (state) {
    case 'completed':
      return 'done';
    case 'failed':
      return 'failed';
    case 'active':
      return 'running';
    case 'unknown':
      return null;
    default:
      return 'queued';
  }
}

function goodsOf(result: unknown): number | null {
  return typeof result === 'object' && result !== null && 'goods' in result && typeof result.goods === 'number'
    ? result.goods
    : null;
}
