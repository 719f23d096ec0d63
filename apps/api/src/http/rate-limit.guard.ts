import { Injectable, type ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail } from '@nestjs/throttler';
import { TooManyRequests } from './too-many-requests.js';

/**
 * Counts a request in the limits of `rate-limits.ts`, one after the other, as the limits are listed: what one refuses is not
 * counted by those behind it. A request that one limit counts costs one command of Redis.
 */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  /** Nest's own says when to come back in a header named after the limit, which no client knows. */
  protected override throwThrottlingException(_: ExecutionContext, detail: ThrottlerLimitDetail): Promise<void> {
    return Promise.reject(new TooManyRequests(detail.timeToBlockExpire));
  }
}
