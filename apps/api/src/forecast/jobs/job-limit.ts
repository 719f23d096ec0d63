import { Inject, Injectable } from '@nestjs/common';
import { InjectThrottlerStorage, ThrottlerException, type ThrottlerStorage } from '@nestjs/throttler';
import type { TenantId } from '@tor/kernel/tenant-id';
import { MINUTE_MS, TOO_MANY_REQUESTS } from '../../http/rate-limits.js';

/** How many forecast jobs a shop may ask for in a minute. */
export const JOBS_PER_MINUTE = Symbol('JOBS_PER_MINUTE');

const NAME = 'forecast-job';

/**
 * Counts the requests that have a shop's model trained, which costs seconds. Taken where a request is carried out and not by a
 * guard: what is answered again under its Idempotency-Key costs nothing, and is answered however many there were.
 */
@Injectable()
export class JobLimit {
  constructor(
    @InjectThrottlerStorage() private readonly counts: ThrottlerStorage,
    @Inject(JOBS_PER_MINUTE) private readonly limit: number,
  ) {}

  /** @throws ThrottlerException 429 when the shop has asked too often */
  async take(tenantId: TenantId): Promise<void> {
    const key = `${NAME} ${tenantId}`;
    const { isBlocked } = await this.counts.increment(key, MINUTE_MS, this.limit, MINUTE_MS, NAME);
    if (isBlocked) throw new ThrottlerException(TOO_MANY_REQUESTS);
  }
}
