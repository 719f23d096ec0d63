import { describe, it } from '@jest/globals';
import { hasRedisServer, startRedisServer } from '@tor/testing/redis-server';
import type { QueueUnderTest } from './forecast-path.js';

type DescribePath = (backend: string, startQueue: () => Promise<QueueUnderTest>) => void;

/** Describes what holds on a Redis of its own, where this machine has one. */
export function describeOnRedis(describePath: DescribePath): void {
  if (hasRedisServer()) {
    describePath('Redis', async () => {
      const redis = await startRedisServer();
      return { env: { REDIS_URL: redis.url }, stop: () => redis.stop() };
    });
    return;
  }
  const reason = 'skipped: there is no redis-server on this machine';
  console.warn(`The queue on Redis: ${reason}`);
  const skipped = describe.skip;
  skipped('the queue on Redis', () => {
    it(reason, () => undefined);
  });
}

/** Describes what holds on PostgreSQL, which needs nothing of its own. */
export function describeOnPostgres(describePath: DescribePath): void {
  describePath('PostgreSQL', () => Promise.resolve({ env: {}, stop: () => Promise.resolve() }));
}
