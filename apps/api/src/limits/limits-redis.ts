import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';

/** How long the start waits for Redis, so that the first requests are counted together already. */
const START_PATIENCE_MS = 2000;

/**
 * Counting must not hold requests up. Redis that is known to be away is not asked: nothing waits on this side for a connection.
 * Redis that falls silent is noticed within a second by whoever asks first, and is away from then on.
 */
const FAIL_FAST = {
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  connectTimeout: 1000,
  socketTimeout: 1000,
  retryStrategy: (attempt: number): number => Math.min(attempt * 100, 2000),
} as const;

/** The connection on which limits are counted. */
export async function openLimitsRedis(url: string): Promise<Redis> {
  const logger = new Logger('Limits');
  const redis = new Redis(url, { ...FAIL_FAST, connectionName: 'tor-limits' });
  let away = false;
  redis.on('error', (error: Error) => {
    if (!away) logger.warn(`Redis is out of reach, each API process counts requests by itself: ${error.message}`);
    away = true;
  });
  redis.on('ready', () => {
    if (away) logger.log('Redis is back, the API processes count requests together');
    away = false;
  });
  await new Promise<void>((resolve) => {
    const patience = setTimeout(resolve, START_PATIENCE_MS);
    redis.once('ready', () => {
      clearTimeout(patience);
      resolve();
    });
  });
  return redis;
}
