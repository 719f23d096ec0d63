import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { TooManyRequests } from '../http/too-many-requests.js';
import { FixedWindows } from './fixed-windows.js';

const MINUTE_MS = 60_000;
const KEY_PREFIX = 'tor:limit';
const MOST_KEYS_IN_MEMORY = 50_000;
/** Users and addresses are shorter. A longer one would take more memory than its hash, and hashing takes more time than counting. */
const LONGEST_KEY = 64;

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
export class LimitCounts {
  readonly #memory = new FixedWindows(MOST_KEYS_IN_MEMORY);
  readonly #redis: RateLimiterRedis | null;

  /** @param redis null: count in memory */
  constructor(redis: Redis | null) {
    this.#redis = redis && new RateLimiterRedis({ ...ANY_NUMBER, storeClient: redis, rejectIfRedisNotReady: true });
  }

  /**
   * Counts one more. What is refused stays so until the window ends, and no longer. At once where it is counted in memory.
   * @param name of the limit; keys of another limit are other keys
   * @param ms how long a window lasts
   */
  count(name: string, key: string, limit: number, ms: number): LimitCount | Promise<LimitCount> {
    if (!this.#redis) return this.#alone(`${name}:${key.length > LONGEST_KEY ? hashed(key) : key}`, limit, ms);
    return this.#together(this.#redis, `${name}:${hashed(key)}`, limit, ms);
  }

  /**
   * Counts one more of something that may happen so often a minute.
   * @param name of the limit; keys of another limit are other keys
   * @throws TooManyRequests
   */
  async take(name: string, key: string, perMinute: number): Promise<void> {
    const { isBlocked, timeToBlockExpire } = await this.count(name, key, perMinute, MINUTE_MS);
    if (isBlocked) throw new TooManyRequests(timeToBlockExpire);
  }

  #alone(key: string, limit: number, ms: number): LimitCount {
    const { count, msLeft } = this.#memory.count(key, ms);
    return compared(count, msLeft, limit);
  }

  async #together(redis: RateLimiterRedis, key: string, limit: number, ms: number): Promise<LimitCount> {
    try {
      const { consumedPoints, msBeforeNext } = await redis.consume(key, 1, { customDuration: ms / 1000 });
      return compared(consumedPoints, msBeforeNext, limit);
    } catch {
      return this.#alone(key, limit, ms);
    }
  }
}

function hashed(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 22);
}

function compared(count: number, msLeft: number, limit: number): LimitCount {
  const seconds = Math.max(1, Math.ceil(msLeft / 1000));
  const isBlocked = count > limit;
  return { totalHits: count, timeToExpire: seconds, isBlocked, timeToBlockExpire: isBlocked ? seconds : 0 };
}
