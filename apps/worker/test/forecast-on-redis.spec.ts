import { describe, it } from '@jest/globals';
import { hasRedisServer, startRedisServer } from '@tor/testing/redis-server';
import { describeForecastPath } from './forecast-path.js';

if (hasRedisServer()) {
  describeForecastPath('Redis', async () => {
    const redis = await startRedisServer();
    return { env: { REDIS_URL: redis.url }, stop: () => redis.stop() };
  });
} else {
  const reason = 'skipped: there is no redis-server on this machine';
  console.warn(`The queue on Redis: ${reason}`);
  const skipped = describe.skip;
  skipped('a forecast by way of the queue on Redis', () => {
    it(reason, () => undefined);
  });
}
