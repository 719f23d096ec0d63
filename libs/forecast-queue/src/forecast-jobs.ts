import { parseTenantId, type TenantId } from '@tor/kernel/tenant-id';

/** The queue that carries everything the worker does. */
export const FORECAST_QUEUE = 'forecast';

/** The first forecast day is today; every run looks this many days ahead, so that any shorter question is answered by it. */
export const FORECAST_HORIZON_DAYS = 30;

/** Train one shop's model and write its restock inferences. */
export interface ForecastShopJob {
  readonly name: 'forecast-shop';
  readonly tenantId: TenantId;
}

/** Put one `forecast-shop` job on the queue for each shop that sold lately. */
export interface RefreshShopsJob {
  readonly name: 'refresh-shops';
}

/** Every job there is. A handler switches over `name`, and the compiler sees to it that none is forgotten. */
export type ForecastJob = ForecastShopJob | RefreshShopsJob;

export type ForecastJobName = ForecastJob['name'];

/** What a job leaves behind when it is done. */
export interface ForecastShopResult {
  /** Goods that got an inference. */
  readonly goods: number;
}

export interface RefreshShopsResult {
  /** Shops whose forecast was asked for. */
  readonly shops: number;
}

/** How long a finished job is kept, so that late callers can still ask for its end; failures stay as the dead-letter set. */
export const JOB_OPTIONS = {
  attempts: 3,
  backoff: { type: 'exponential', delay: 2000 },
  removeOnComplete: { age: 3600, count: 1000 },
  removeOnFail: { age: 14 * 24 * 3600 },
} as const;

/**
 * Reads a job as it came off the queue.
 * @throws Error naming the job, when the name is unknown or the payload is not valid: the job then fails loudly
 */
export function parseForecastJob(name: string, data: unknown): ForecastJob {
  switch (name as ForecastJobName) {
    case 'forecast-shop':
      return { name: 'forecast-shop', tenantId: readTenant(name, data) };
    case 'refresh-shops':
      return { name: 'refresh-shops' };
    default:
      throw new Error(`No handler for the job "${name}"`);
  }
}

function readTenant(name: string, data: unknown): TenantId {
  const tenantId = typeof data === 'object' && data !== null && 'tenantId' in data ? data.tenantId : undefined;
  if (typeof tenantId !== 'string') throw new Error(`The job "${name}" carries no tenant`);
  return parseTenantId(tenantId);
}
