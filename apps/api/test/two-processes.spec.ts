import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { expectOk, type ApiAnswer, type ApiClient } from '@tor/testing/api-client';
import { hasRedisServer, startRedisServer, type RedisServer } from '@tor/testing/redis-server';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { all, byAddress, expectTooMany, statusesOf } from './limit-steps.js';
import { addGoods, expectBalanced, expectProblem, movementsOf, stockOf } from './shop-steps.js';

const STOCK = 100;
const SALES = 200;
/** Enough for what one owner does in the test of the sales. */
const REQUESTS = 220;
const SIGN_INS = 8;
const TRANSFERS = 3;

/** One owner at two tills, which reach two processes. */
type Tills = readonly [ApiClient, ApiClient];

function describeTwoProcesses(): void {
  describe('two API processes on one Redis', () => {
    let redis: RedisServer;
    let stack: TestStack;
    let urls: readonly [string, string];

    beforeAll(async () => {
      redis = await startRedisServer();
      const env = {
        REDIS_URL: redis.url,
        RATE_LIMIT_PER_MINUTE: String(REQUESTS),
        SIGN_IN_LIMIT_PER_MINUTE: String(SIGN_INS),
        TRANSFER_LIMIT_PER_MINUTE: String(TRANSFERS),
      };
      stack = await startTestStack({ env });
      urls = [stack.stack.apiUrl, await stack.anotherApi()];
    });

    afterAll(async () => {
      await stack.stop();
      await redis.stop();
    });

    async function newOwner(): Promise<Tills> {
      const { accessToken } = await stack.newShop();
      return [byAddress(urls[0], accessToken), byAddress(urls[1], accessToken)];
    }

    /** The tills in turn. */
    const till = (tills: Tills, index: number): ApiClient => (index % 2 === 0 ? tills[0] : tills[1]);

    it(`sell a stock of ${STOCK} once, ${SALES} sales at the same time`, async () => {
      const tills = await newOwner();
      const { id } = await addGoods(tills[0], { stock_quantity: STOCK });
      const sale = { goods_id: id, quantity: 1, sale_date: '2026-01-05' };
      const answers: ApiAnswer[] = await Promise.all(
        Array.from({ length: SALES }, (_, index) => till(tills, index).post('/api/sales', sale)),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(STOCK);
      const refused = answers.filter(({ status }) => status !== 200);
      for (const answer of refused) expectProblem(answer, 400, 'insufficient_stock');
      expect(await stockOf(tills[1], id)).toBe(0);
      const movements = await movementsOf(stack.database, id);
      expect(movements).toHaveLength(STOCK + 1);
      expect(movements.reduce((sum, { quantity_change }) => sum + quantity_change, 0)).toBe(0);
      expect(expectOk(await tills[0].get('/api/sales')).body.total).toBe(STOCK);
      await expectBalanced(tills[1]);
    });

    it('count the requests of a user together', async () => {
      const tills = await newOwner();
      const statuses = await statusesOf(REQUESTS, (index) => till(tills, index).get('/api/settings'));
      expect(statuses).toEqual(all(REQUESTS, 200));
      for (const one of tills) expectTooMany(await one.get('/api/settings'));
      const others = await newOwner();
      for (const one of others) expectOk(await one.get('/api/settings'));
    });

    it('count the tries to sign in to an account together, and the transfers of a shop', async () => {
      const anonymous: Tills = [byAddress(urls[0]), byAddress(urls[1])];
      const guess = (index: number): Promise<ApiAnswer> =>
        till(anonymous, index).post('/sign_in', { email: 'nobody@shop.example', password: 'a wrong guess' });
      expect(await statusesOf(SIGN_INS, guess)).toEqual(all(SIGN_INS, 400));
      expectTooMany(await guess(0));
      expectTooMany(await guess(1));

      const tills = await newOwner();
      const take = (index: number): Promise<ApiAnswer> => till(tills, index).get('/api/goods/export');
      expect(await statusesOf(TRANSFERS, take)).toEqual(all(TRANSFERS, 200));
      expectTooMany(await take(0));
      expectTooMany(await take(1));
    });

    it('ask Redis once for a request, and leave no address or account there', async () => {
      const [one] = await newOwner();
      expectOk(await one.get('/api/goods'));
      const client = new Redis(redis.url);
      try {
        const before = await countsAsked(client);
        expect(await statusesOf(10, () => one.get('/api/goods'))).toEqual(all(10, 200));
        expect((await countsAsked(client)) - before).toBe(10);
        const keys = await client.keys('tor:limit:*');
        expect(keys.length).toBeGreaterThan(0);
        for (const key of keys) {
          expect(key).toMatch(/^tor:limit:[a-z-]+:[\w-]{22}$/);
          expect(await client.ttl(key)).toBeGreaterThanOrEqual(0);
        }
      } finally {
        client.disconnect();
      }
    });

    it('go on when Redis falls silent, and count together again when it answers', async () => {
      const tills = await newOwner();
      redis.pause();
      try {
        const statuses = await statusesOf(REQUESTS, () => tills[0].get('/api/settings'));
        expect(statuses).toEqual(all(REQUESTS, 200));
        expectTooMany(await tills[0].get('/api/settings'));
      } finally {
        redis.resume();
      }
      // What was counted meanwhile is not Redis's: the same owner begins anew there, once the process is connected.
      while ((await tills[0].get('/api/settings')).status === 429);
    });

    it('go on when Redis is gone, each with limits of its own', async () => {
      const [busy, limited] = [await newOwner(), await newOwner()];
      // Requests of which some meet Redis, some its end, and some nothing.
      const gone = redis.stop();
      const meanwhile = await Promise.all(
        Array.from({ length: REQUESTS }, (_, index) => till(busy, index).get('/api/settings')),
      );
      await gone;
      expect(meanwhile.filter(({ status }) => status !== 200)).toEqual([]);

      const [first, second] = limited;
      expect(await statusesOf(REQUESTS, () => first.get('/api/settings'))).toEqual(all(REQUESTS, 200));
      expectTooMany(await first.get('/api/settings'));
      expectOk(await second.get('/api/settings'));
    });
  });
}

/** How many counts Redis has been asked for: each is a script, and nothing else of a request without a job is one. */
async function countsAsked(client: Redis): Promise<number> {
  const stats = await client.info('commandstats');
  return Number(/^cmdstat_evalsha:calls=(\d+)/m.exec(stats)?.[1] ?? 0);
}

if (hasRedisServer()) {
  describeTwoProcesses();
} else {
  const reason = 'skipped: there is no redis-server on this machine';
  console.warn(`Two API processes on one Redis: ${reason}`);
  const skipped = describe.skip;
  skipped('two API processes on one Redis', () => {
    it(reason, () => undefined);
  });
}
