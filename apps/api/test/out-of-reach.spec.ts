import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { startPostgresProxy, type PostgresProxy } from '@tor/testing/postgres-proxy';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { expectProblem } from './shop-steps.js';

describe('a database that is out of reach', () => {
  let stack: TestStack;
  let shop: ApiClient;
  let database: string;

  beforeAll(async () => {
    stack = await startTestStack();
    shop = await stack.newShop();
    const [row] = await stack.database.query<{ name: string }>('SELECT current_database() AS name');
    database = row?.name ?? '';
  });

  afterAll(() => stack.stop());

  /** Nobody but a superuser gets in, and who was in is out. */
  async function close(): Promise<void> {
    await stack.database.query(`REVOKE CONNECT ON DATABASE ${database} FROM PUBLIC, tor_app`);
    await endConnections();
  }

  /** Waits until they are gone: none of them may still look usable to the API's pool. */
  async function endConnections(): Promise<void> {
    const ended = await stack.database.query(
      `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1 AND usename = 'tor_app'`,
      [database],
    );
    expect(ended.length).toBeGreaterThanOrEqual(1);
  }

  it('is no matter while it answers', async () => {
    expect(expectOk(await stack.anonymous.get('/health/live')).body).toEqual({ status: 'ok' });
    expect(expectOk(await stack.anonymous.get('/health/ready')).body).toEqual({ status: 'ok' });
    expectOk(await stack.anonymous.get('/health/ready/'));
  });

  it('is told by readiness, and by the routes as something to wait out', async () => {
    await close();
    const ready = await stack.anonymous.get('/health/ready');
    expectProblem(ready, 503, 'service_unavailable');
    expect(ready.body.detail).toContain('database');
    expect(ready.headers.get('retry-after')).toBe('5');
    expect(expectOk(await stack.anonymous.get('/health/live')).body).toEqual({ status: 'ok' });

    const answer = await shop.get('/api/goods');
    expectProblem(answer, 503, 'database_unavailable');
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(JSON.stringify(answer.body)).not.toMatch(/permission|connect|tor_app/i);
    const signIn = await stack.anonymous.post('/sign_in', {
      email: 'owner1@shop.example',
      password: 'a good password',
    });
    expectProblem(signIn, 503, 'database_unavailable');
  });

  it('is used again as soon as it is back, by the same process', async () => {
    const { api } = stack.stack.pids();
    await stack.database.query(`GRANT CONNECT ON DATABASE ${database} TO PUBLIC`);
    expectOk(await shop.get('/api/goods'));
    expectOk(await shop.post('/api/goods', { name: 'Kopi', price: 1 }));
    expectOk(await stack.anonymous.get('/health/ready'));
    expect(stack.stack.pids()['api']).toBe(api);
  });

  it('that ends all connections at once costs no process', async () => {
    const { api } = stack.stack.pids();
    await Promise.all(Array.from({ length: 20 }, () => shop.get('/api/goods')));
    await endConnections();
    await shop.get('/api/goods');
    expectOk(await shop.get('/api/goods'));
    expectOk(await stack.anonymous.get('/health/ready'));
    expect(stack.stack.pids()['api']).toBe(api);
  });
});

describe('connections that are all in use', () => {
  let proxy: PostgresProxy;
  let stack: TestStack;
  let shop: ApiClient;

  beforeAll(async () => {
    const databaseThrough = async (url: string): Promise<string> => {
      proxy = await startPostgresProxy(url, 'tor-api');
      return proxy.url;
    };
    stack = await startTestStack({ databaseThrough, env: { DB_POOL_SIZE: '2' } });
    shop = await stack.newShop();
  });

  afterAll(async () => {
    await stack.stop();
    await proxy.close();
  });

  it('are waited for a while, and no longer', async () => {
    await Promise.all([shop.get('/api/goods'), shop.get('/api/goods')]);
    proxy.stall();
    // Nothing comes back on the two connections there may be; the other reads get none.
    const answers = await Promise.all(Array.from({ length: 6 }, () => shop.get('/api/goods')));
    for (const answer of answers) {
      expectProblem(answer, 503, 'database_unavailable');
      expect(answer.headers.get('retry-after')).toBe('5');
    }
    proxy.resume();
    expectOk(await shop.get('/api/goods'));
  });
});
