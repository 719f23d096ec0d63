import { parseTenantId, type TenantId } from '@tor/kernel/tenant-id';

/** The queue that carries everything the worker does. */
export const FORECAST_QUEUE = 'forecast';

/** The first forecast day is today; every run looks this many days ahead, so that any shorter question is answered by it. */
export const FORECAST_HORIZON_DAYS = 30;

/** Train one shop's model and write its restock inferences. The job's id is a UUID, and the id of the run that it stands for. */
export interface ForecastShopJob {
  readonly name: 'forecast-shop';
  readonly tenantId: TenantId;
  /** Asked for by the nightly refresh and not by a person: it may wait. */
  readonly nightly?: boolean;
}

/** Put `forecast-shop` jobs on the queue for a page of the shops that sold lately, then ask for the next page. */
export interface RefreshShopsJob {
  readonly name: 'refresh-shops';
  /** Left out: the first page of a night. */
  readonly from?: RefreshPage;
}

/** Where the nightly refresh goes on. */
export interface RefreshPage {
  /** When the night's first page was begun, in milliseconds since 1970: the spread of the shops counts from there. */
  readonly begunAt: number;
  /** The last shop of the page before; null: this is the first page. */
  readonly after: TenantId | null;
  /** How often this page has been put off because the queue was full. */
  readonly putOff?: number;
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
  /** Shops of the page whose forecast was asked for. */
  readonly shops: number;
  /** Shops of the page whose forecast knows all there is to know. */
  readonly skipped: number;
}

/**
 * Reads a job as it came off the queue.
 * @throws Error naming the job, when the name is unknown or the payload is not valid: the job then fails loudly
 */
export function parseForecastJob(name: string, data: unknown): ForecastJob {
  switch (name as ForecastJobName) {
    case 'forecast-shop': {
      const nightly = property(data, 'nightly') === true;
      return { name: 'forecast-shop', tenantId: readTenant(name, data), ...(nightly && { nightly }) };
    }
    case 'refresh-shops': {
      const from = property(data, 'from');
      return { name: 'refresh-shops', ...(from !== undefined && { from: readPage(name, from) }) };
    }
    default:
      throw new Error(`No handler for the job "${name}"`);
  }
}

function readTenant(name: string, data: unknown): TenantId {
  const tenantId = property(data, 'tenantId');
  if (typeof tenantId !== 'string') throw new Error(`The job "${name}" carries no tenant`);
  return parseTenantId(tenantId);
}

function readPage(name: string, from: unknown): RefreshPage {
  const [begunAt, after] = [property(from, 'begunAt'), property(from, 'after')];
  const putOff = property(from, 'putOff') ?? 0;
  if (
    !Number.isSafeInteger(begunAt) ||
    !Number.isSafeInteger(putOff) ||
    (typeof after !== 'string' && after !== null)
  ) {
    throw new Error(`The job "${name}" does not say where to go on`);
  }
  return {
    begunAt: Number(begunAt),
    after: after === null ? null : parseTenantId(after),
    ...(putOff !== 0 && { putOff: Number(putOff) }),
  };
}

function property(data: unknown, key: string): unknown {
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[key] : undefined;
}
