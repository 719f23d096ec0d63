import { createHash } from 'node:crypto';
import type { ThrottlerStorage } from '@nestjs/throttler';
import type { Redis } from 'ioredis';
import { RateLimiterRedis, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { TooManyRequests } from '../http/too-many-requests.js';
import { BoundedMemory } from './bounded-memory.js';

const MINUTE_MS = 60_000;
const KEY_PREFIX = 'tor:limit';
const MOST_KEYS_IN_MEMORY = 50_000;

/** What a count is compared with differs from limit to limit and is done here, so that one limiter serves them all. */
const ANY_NUMBER = { points: Number.MAX_SAFE_INTEGER, duration: MINUTE_MS / 1000, keyPrefix: KEY_PREFIX };

/** How often something has happened within its window, and whether that is too often. */
export interface LimitCount {
  readonly totalHits: number;
  /** Whole seconds until the window ends. */
  readonly timeToExpire: number;
  readonly isBlocked: boolean;
  /** Whole seconds until it is allowed again, 1 at the least; 0 when it is allowed now. */
  readonly timeToBlockExpire: number;
}

/**
 * The counts of all limits. A window begins with the first request of a key and ends after its time; what comes beyond the limit
 * within it is refused. On Redis all API processes count together, with one command for each count, and each by itself while
 * Redis does not answer; without Redis each counts by itself. Keys are hashed: no address and no account lies in Redis.
 */
export class LimitCounts implements ThrottlerStorage {
  readonly #limiter: RateLimiterAbstract;

  /** @param redis null: count in memory */
  constructor(redis: Redis | null) {
    const memory = new BoundedMemory(ANY_NUMBER, MOST_KEYS_IN_MEMORY);
    this.#limiter = redis
      ? new RateLimiterRedis({
          ...ANY_NUMBER,
          storeClient: redis,
          insuranceLimiter: memory,
          rejectIfRedisNotReady: true,
        })
      : memory;
  }

  /** Counts one more. What is refused stays so until the window ends, and no longer. */
  async increment(key: string, ttl: number, limit: number, _block: number, name: string): Promise<LimitCount> {
    const digest = createHash('sha256').update(key).digest('base64url').slice(0, 22);
    const window = { customDuration: ttl / 1000 };
    const { consumedPoints, msBeforeNext } = await this.#limiter.consume(`${name}:${digest}`, 1, window);
    const seconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
    const isBlocked = consumedPoints > limit;
    return { totalHits: consumedPoints, timeToExpire: seconds, isBlocked, timeToBlockExpire: isBlocked ? seconds : 0 };
  }

  /**
   * Counts one more of something that may happen so often a minute.
   * @param name of the limit; keys of another limit are other keys
   * @throws TooManyRequests
   */
  async take(name: string, key: string, perMinute: number): Promise<void> {
    const { isBlocked, timeToBlockExpire } = await this.increment(key, MINUTE_MS, perMinute, MINUTE_MS, name);
    if (isBlocked) throw new TooManyRequests(timeToBlockExpire);
  }
}
