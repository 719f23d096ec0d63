import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { WORKER } from '@tor/supervisor/programs';
import { ApiClient, expectOk, type ApiAnswer } from '@tor/testing/api-client';
import { startPostgresProxy, type PostgresProxy } from '@tor/testing/postgres-proxy';
import { freePort } from '@tor/testing/redis-server';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';

const TOKEN = 'an-operator-token-of-more-than-32-characters';
const WORKER_ALONE = [WORKER];

/** Another address of this machine, where Linux has it: only who listens on all addresses answers there. */
const ANOTHER_ADDRESS = '127.0.0.2';

function expectProblem({ status, headers, body }: ApiAnswer, wanted: number, code: string): void {
  const type = `urn:tor-monitor:problem:${code}`;
  expect({ status, body }).toMatchObject({ status: wanted, body: { status: wanted, code, type } });
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json\b/);
}

describe('the health and metrics of the worker', () => {
  let test: TestStack;
  let proxy: PostgresProxy | undefined;

  async function start(env: Record<string, string> = {}, throughProxy = false): Promise<ApiClient> {
    test = await startTestStack({
      env,
      programs: WORKER_ALONE,
      ...(throughProxy && {
        databaseThrough: async (appUrl) => (proxy = await startPostgresProxy(appUrl, 'tor-worker')).url,
      }),
    });
    return new ApiClient(test.stack.workerUrl ?? '');
  }

  afterEach(async () => {
    await test.stop();
    await proxy?.close();
    proxy = undefined;
  });

  it('are all there is, for callers on the same machine, on a free port that the log tells', async () => {
    const worker = await start({ LOG_LEVEL: 'log' });
    expect(test.log.join('\n')).toContain(`Health and metrics: ${worker.url}`);
    for (const path of ['/health/live', '/health/ready', '/health/ready?verbose']) {
      expect(expectOk(await worker.get(path)).body).toEqual({ status: 'ok' });
    }
    const head = await worker.request('HEAD', '/health/live');
    expect([head.status, head.headers.get('content-length'), head.body]).toEqual([200, '15', null]);
    const metrics = await worker.get('/metrics');
    expect([metrics.status, metrics.headers.get('content-type')]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ]);
    for (const path of ['/', '/health', '/metrics/', '/api/goods', '/health/live/']) {
      const answer = await worker.get(path);
      expectProblem(answer, 404, 'not_found');
      expect(answer.body).toMatchObject({ detail: `Cannot GET ${path}`, instance: path });
    }
    expectProblem(await worker.post('/metrics', { a: 'body'.repeat(100_000) }), 404, 'not_found');
    const forwarded = await worker.send('/metrics', { headers: { 'x-forwarded-for': '127.0.0.1' } });
    expectProblem(forwarded, 404, 'not_found');
    const elsewhere = new ApiClient(worker.url.replace('127.0.0.1', ANOTHER_ADDRESS));
    await expect(elsewhere.get('/health/live')).rejects.toThrow('fetch failed');
  });

  it('are on all addresses where a port is given, the metrics for whoever sends the operator token', async () => {
    const port = await freePort();
    await start({ WORKER_PORT: String(port), OPERATOR_TOKEN: TOKEN });
    const url = `http://${ANOTHER_ADDRESS}:${port}`;
    const stranger = new ApiClient(url);
    expectOk(await stranger.get('/health/ready'));
    for (const caller of [stranger, new ApiClient(url, `${TOKEN}x`)]) {
      const refused = await caller.get('/metrics');
      expectProblem(refused, 401, 'invalid_token');
      expect(refused.headers.get('www-authenticate')).toBe('Bearer');
    }
    expect((await new ApiClient(url, TOKEN).get('/metrics')).status).toBe(200);
  });

  it('say what is missing, until it is back', async () => {
    const worker = await start({}, true);
    expectOk(await worker.get('/health/ready'));
    proxy?.stall();
    const unready = await worker.get('/health/ready');
    expectProblem(unready, 503, 'service_unavailable');
    expect(unready.body.detail).toBe('Out of reach: database, queue');
    expect(unready.headers.get('retry-after')).toBe('5');
    expectOk(await worker.get('/health/live'));
    expect((await worker.get('/metrics')).status).toBe(200);
    proxy?.resume();
    while ((await worker.get('/health/ready')).status !== 200) await pause(100);
  });
});

describe('a worker whose port is taken', () => {
  it('does not start, and says which variable names the port', async () => {
    const taken = createServer().listen(0);
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const started = startTestStack({ env: { WORKER_PORT: String(port) }, programs: WORKER_ALONE });
    await expect(started).rejects.toThrow(
      new RegExp(`The port ${port} of WORKER_PORT cannot be listened on: listen EADDRINUSE`),
    );
    taken.close();
  });
});
