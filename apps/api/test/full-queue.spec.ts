import { describe, expect, it } from '@jest/globals';
import { calendarDayAt } from '@tor/kernel/calendar-day';
import { expectOk, type ApiAnswer, type ApiClient } from '@tor/testing/api-client';
import { hasRedisServer, startRedisServer } from '@tor/testing/redis-server';
import { seedHistory } from '@tor/testing/seed-history';
import { startTestStack } from '@tor/testing/test-stack';
import { expectProblem } from './shop-steps.js';

const LIMIT = 3;

const ask = (shop: ApiClient, headers: Record<string, string> = {}): Promise<ApiAnswer> =>
  shop.send('/api/forecast/jobs', { method: 'POST', headers });

/** What holds of a queue that is full, on any backend. No worker makes room. */
async function expectBounded(backend: Readonly<Record<string, string>>): Promise<void> {
  const env = { ...backend, FORECAST_QUEUE_LIMIT: String(LIMIT), FORECAST_WAIT_MS: '60000' };
  const stack = await startTestStack({ env });
  try {
    const first = await stack.newShop();
    const { status, body } = await ask(first);
    expect(status).toBe(202);
    for (let shops = 1; shops < LIMIT; shops++) expect((await ask(await stack.newShop())).status).toBe(202);

    const late = await stack.newShop();
    const key = { 'Idempotency-Key': 'when-there-is-room' };
    const refused = await ask(late, key);
    expectProblem(refused, 429, 'queue_full');
    expect(refused.headers.get('retry-after')).toBe('60');
    // A job that waits is joined as ever.
    expect((await ask(first)).body.data.id).toBe(body.data.id);

    // Who looks gets what there is, at once and not after a minute.
    await seedHistory(stack.database, {
      userId: late.userId,
      goods: 2,
      days: 30,
      today: calendarDayAt(new Date(), 'Asia/Jakarta'),
    });
    for (const goods of expectOk(await late.get('/api/forecast/')).body.data) {
      expect(goods).toMatchObject({ is_forecasted: false, forecast: { stale: true } });
    }
    expectProblem(await ask(late, key), 429, 'queue_full');
  } finally {
    await stack.stop();
  }
}

describe('a queue that is full refuses new jobs', () => {
  it('on PostgreSQL', () => expectBounded({}));

  if (!hasRedisServer()) console.warn('A full queue on Redis: skipped: there is no redis-server on this machine');
  const onRedis = hasRedisServer() ? it : it.skip;
  onRedis('on Redis', async () => {
    const redis = await startRedisServer();
    try {
      await expectBounded({ REDIS_URL: redis.url });
    } finally {
      await redis.stop();
    }
  });
});
