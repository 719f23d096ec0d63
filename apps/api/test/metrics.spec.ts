import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient, expectOk } from '@tor/testing/api-client';
import { openEventStream } from '@tor/testing/event-stream';
import { readMetrics, type MetricsPage } from '@tor/testing/metrics-page';
import { startPostgresProxy, type PostgresProxy } from '@tor/testing/postgres-proxy';
import { ScriptedModel } from '@tor/testing/scripted-model';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { answerTo, say } from './chat-steps.js';
import { addGoods, addSale, expectProblem, NOBODYS_ID } from './shop-steps.js';

const POOL_SIZE = 7;

describe('the metrics of the API', () => {
  let stack: TestStack;
  let model: ScriptedModel;

  beforeAll(async () => {
    model = await ScriptedModel.start();
    const env = { DB_POOL_SIZE: String(POOL_SIZE), RATE_LIMIT_PER_MINUTE: '200', ...model.env };
    stack = await startTestStack({ env });
  });

  afterAll(async () => {
    await stack.stop();
    await model.stop();
  });

  const scrape = (): Promise<MetricsPage> => readMetrics(stack.stack.apiUrl);

  it('count and time requests by the pattern of their route, whatever is asked', async () => {
    const shop = await stack.newShop();
    const goods = await addGoods(shop);
    for (let asked = 0; asked < 3; asked++) expectOk(await shop.get(`/api/goods/${goods.id}?limit=${asked}`));
    expectProblem(await shop.get(`/api/goods/${NOBODYS_ID}`), 404, 'goods_not_found');
    expectProblem(await stack.anonymous.get(`/api/goods/${goods.id}`), 401, 'invalid_token');
    for (const path of ['/', '/nowhere', '/api/nowhere/else', `/api/goods/${goods.id}/nothing`, '/api/goods/1/2/3']) {
      expectProblem(await shop.get(path), 404, 'not_found');
    }
    expectProblem(await shop.request('PROPFIND', '/api/goods'), 404, 'not_found');

    const metrics = await scrape();
    const counted = (labels: Record<string, string>): unknown => ({
      requests: metrics.samples('tor_http_requests_total', labels).map(({ value }) => value),
      timed: metrics.samples('tor_http_request_duration_seconds_count', labels).map(({ value }) => value),
    });
    const ofGoods = { method: 'GET', route: '/api/goods/:id' };
    expect(counted({ ...ofGoods, status: '2xx' })).toEqual({ requests: [3], timed: [3] });
    expect(counted({ ...ofGoods, status: '4xx' })).toEqual({ requests: [2], timed: [2] });
    expect(counted({ method: 'GET', route: 'unmatched' })).toEqual({ requests: [5], timed: [5] });
    expect(counted({ method: 'other' })).toEqual({ requests: [1], timed: [1] });
    expect(metrics.sum('tor_http_problems_total', { code: 'not_found' })).toBe(6);
    expect(metrics.sum('tor_http_problems_total', { code: 'goods_not_found' })).toBe(1);
    expect(metrics.sum('tor_http_problems_total', { code: 'invalid_token' })).toBe(1);
    // The scrape itself.
    expect(metrics.sum('tor_http_requests_in_flight')).toBe(1);
    expect(metrics.sum('tor_db_pool_max_connections')).toBe(POOL_SIZE);
    expect(metrics.sum('tor_db_pool_connections')).toBeGreaterThanOrEqual(1);
    expect(metrics.samples('tor_db_pool_waiting').map(({ value }) => value)).toEqual([0]);
  });

  it('hold nothing of any shop after traffic of two', async () => {
    const name = 'Kopi Rahasia 7731';
    const told: string[] = [];
    for (const shop of [await stack.newShop(), await stack.newShop()]) {
      const goods = await addGoods(shop, { name, sku: 'SKU-7731' });
      const sale = await addSale(shop, goods.id, { sale_date: '2026-01-04' });
      const job = expectOk(await shop.get('/api/goods')) && (await shop.post('/api/forecast/jobs', {}));
      expect(job.status).toBe(202);
      expectOk(await shop.get(`/api/sales?goods_id=${goods.id}&q=${encodeURIComponent(name)}`));
      expectProblem(await shop.get(`/api/goods/${shop.userId}`), 404, 'goods_not_found');
      expectProblem(await shop.get(`/${shop.userId}/owner@shop.example`), 404, 'not_found');
      await answerTo(shop, `Berapa stok ${name}?`);
      told.push(shop.userId, goods.id, sale.id, job.body.data.id);
    }
    const { text } = await scrape();
    for (const id of told) expect(text).not.toContain(id);
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/);
    expect(text).not.toMatch(/7731|rahasia|owner|@|shop\.example|limit=/i);
  });

  it('count streams of events, and do not time how long they are watched', async () => {
    const shop = await stack.newShop();
    const goods = await addGoods(shop);
    await addSale(shop, goods.id, { sale_date: '2026-01-04' });
    const { body } = await shop.post('/api/forecast/jobs', {});
    const events = `/api/forecast/jobs/${body.data.id}/events`;
    const stream = await openEventStream(shop.url + events, shop.accessToken);
    expect((await stream.events.next()).done).toBe(false);
    stream.leave();
    const labels = { route: '/api/forecast/jobs/:id/events' };
    // That somebody has gone is noticed a moment later.
    while ((await scrape()).sum('tor_http_requests_total', labels) === 0) await pause(10);
    const metrics = await scrape();
    expect(metrics.samples('tor_http_requests_total', labels)).toMatchObject([{ labels: { status: '2xx' }, value: 1 }]);
    expect(metrics.samples('tor_http_request_duration_seconds_count', labels)).toEqual([]);
  });

  it('count what the assistant answers, and what it takes of the language model', async () => {
    const shop = await stack.newShop();
    const before = await scrape();
    model.follow([{ call: [{ name: 'get_all_goods', args: {} }] }, { say: 'Baik.' }]);
    await answerTo(shop, 'Halo');
    model.follow([{ status: 429, body: '{"error":{"message":"Rate limit reached"}}' }]);
    await answerTo(shop, 'Halo');
    model.follow([{ status: 401, body: '{"error":{"message":"No such key"}}' }]);
    expectProblem(await say(shop, 'Halo'), 503, 'assistant_unavailable');
    const after = await scrape();
    const more = (name: string, labels = {}): number => after.sum(name, labels) - before.sum(name, labels);
    const messages = 'tor_chat_messages_total';
    expect(more(messages)).toBe(3);
    expect(more(messages, { assistant: 'groq', outcome: 'answered' })).toBe(1);
    expect(more(messages, { assistant: 'offline', outcome: 'busy' })).toBe(1);
    expect(more(messages, { assistant: 'none', outcome: 'down' })).toBe(1);
    expect(more('tor_chat_model_calls_total')).toBe(4);
    expect(more('tor_chat_tool_calls_total')).toBe(1);
    expect(more('tor_chat_model_tokens_total')).toBe(240);
  });

  it('are read as often as anybody likes, by callers on the same machine alone', async () => {
    const { status, headers } = await fetch(`${stack.stack.apiUrl}/metrics`);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    expect(headers.get('cache-control')).toBe('no-store');
    for (let times = 0; times < 250; times++) await scrape();
    for (const header of ['X-Forwarded-For', 'Forwarded', 'Via']) {
      const answer = await stack.anonymous.send('/metrics', { headers: { [header]: '127.0.0.1' } });
      expectProblem(answer, 404, 'not_found');
      expect(answer.body.detail).toBe('Cannot GET /metrics');
    }
    expect(await statusFor({ host: 'shop.example' })).toBe(404);
    expect(await statusFor({ host: 'localhost' })).toBe(200);
  });

  it('are no part of the contract with the shops', async () => {
    expect(Object.keys(expectOk(await stack.anonymous.get('/openapi.json')).body.paths)).not.toContain('/metrics');
  });

  /** What is answered to a caller who names the host as no client would. */
  function statusFor(headers: Record<string, string>): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const asked = request(`${stack.stack.apiUrl}/metrics`, { headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asked.on('error', reject).end();
    });
  }
});

describe('the metrics of an API with an operator token', () => {
  const token = `operator-${randomUUID()}`;
  let stack: TestStack;
  let proxy: PostgresProxy;

  beforeAll(async () => {
    stack = await startTestStack({
      env: { OPERATOR_TOKEN: token, RATE_LIMIT_PER_MINUTE: '10' },
      databaseThrough: async (appUrl) => (proxy = await startPostgresProxy(appUrl, 'tor-api')).url,
    });
  });

  afterAll(async () => {
    await stack.stop();
    await proxy.close();
  });

  const scrape = (): Promise<MetricsPage> => readMetrics(stack.stack.apiUrl, { authorization: `Bearer ${token}` });

  it('are for whoever sends it, from wherever', async () => {
    for (let times = 0; times < 20; times++) expect((await scrape()).sum('tor_queue_up')).toBe(1);
    const operator = new ApiClient(stack.stack.apiUrl, token);
    expect((await operator.send('/metrics', { headers: { 'x-forwarded-for': '192.0.2.7' } })).status).toBe(200);
  });

  it('are for nobody else, a signed-in user neither', async () => {
    const shop = await stack.newShop();
    const wrong = new ApiClient(stack.stack.apiUrl, `${token}x`);
    for (const caller of [stack.anonymous, shop, wrong]) {
      const answer = await caller.get('/metrics');
      expectProblem(answer, 401, 'invalid_token');
      expect(answer.body.detail).toBe('Send the operator token as "Authorization: Bearer <OPERATOR_TOKEN>"');
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  it('open no other door', async () => {
    const operator = new ApiClient(stack.stack.apiUrl, token);
    expectProblem(await operator.get('/api/goods'), 401, 'invalid_token');
  });

  it('cost no query but those about the queue, and these once in a while', async () => {
    await scrape();
    proxy.takeCount();
    for (let times = 0; times < 30; times++) await scrape();
    // The queue's own connections are not counted: what is left are those of the shops' data.
    expect(proxy.takeCount()).toBe(0);
  });

  it('tell that the queue is out of reach, and nothing old of it, when the database has gone silent', async () => {
    proxy.stall();
    // How the queue stood a moment ago counts for some seconds.
    while ((await scrape()).sum('tor_queue_up') === 1) await pause(200);
    const silent = await scrape();
    expect(silent.samples('tor_queue_up')).toHaveLength(1);
    expect(silent.samples('tor_queue_jobs')).toEqual([]);
    expect(silent.samples('tor_queue_oldest_waiting_seconds')).toEqual([]);
    proxy.resume();
    while ((await scrape()).sum('tor_queue_up') === 0) await pause(200);
    expect((await scrape()).samples('tor_queue_jobs')).toHaveLength(6);
  });
});
