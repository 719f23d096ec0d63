import { Inject, Injectable } from '@nestjs/common';
import type { TenantId } from '@tor/kernel/tenant-id';
import { LimitCounts } from '../../limits/limit-counts.js';

/** How many forecast jobs a shop may ask for in a minute. */
export const JOBS_PER_MINUTE = Symbol('JOBS_PER_MINUTE');

/**
 * Counts the requests that have a shop's model trained, which costs seconds. Taken where a request is carried out and not by a
 * guard: what is answered again under its Idempotency-Key costs nothing, and is answered however many there were.
 */
@Injectable()
export class JobLimit {
  constructor(
    private readonly counts: LimitCounts,
    @Inject(JOBS_PER_MINUTE) private readonly limit: number,
  ) {}

  /** @throws TooManyRequests when the shop has asked too often */
  take(tenantId: TenantId): Promise<void> {
    return this.counts.take('forecast-job', tenantId, this.limit);
  }
}
