import { expect, it } from '@jest/globals';
import { startRedisServer } from '@tor/testing/redis-server';
import { startTestStack } from '@tor/testing/test-stack';
import { describeWithProc, startWorker } from './killing.js';
import { describeOnRedis } from './on-redis.js';
import { describeStoppedWorkers } from './stopped-path.js';

describeOnRedis((backend, startQueue) => {
  describeStoppedWorkers(backend, startQueue);

  describeWithProc('a worker whose Redis is gone', () => {
    it('stops by itself all the same', async () => {
      const redis = await startRedisServer();
      const test = await startTestStack();
      try {
        const worker = await startWorker(test, 1, { REDIS_URL: redis.url });
        await redis.stop();
        expect(await worker.stop()).toBe(0);
      } finally {
        await test.stop();
      }
    }, 60_000);
  });
});
