import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiAnswer, type ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { expectProblem, expectRefusedFields } from '../shop-steps.js';

/**
 * Requests a minute are in rate-limits.spec.ts, files in import-files.spec.ts, streams in forecast-jobs.spec.ts, what the
 * language model may take in chat-failures.spec.ts, statements that take long in out-of-reach.spec.ts.
 */
describe('API4: what one request may take', () => {
  let stack: TestStack;
  let shop: ApiClient;

  beforeAll(async () => {
    stack = await startTestStack();
    shop = await stack.newShop();
  });

  afterAll(() => stack.stop());

  const postText = (
    path: string,
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer> =>
    shop.send(path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });

  it.each(['/api/goods', '/api/sales', '/api/stock_counts'])('%s has pages of a hundred at most', async (path) => {
    for (const limit of ['101', '1e9', '-1', '0', '999999999999999999999']) {
      expectRefusedFields(await shop.get(`${path}?limit=${limit}`), 'limit');
    }
  });

  it('a body has a size, also one that is small until it is unpacked', async () => {
    const large = JSON.stringify({ name: 'x'.repeat(200_000), price: 1 });
    expectProblem(await postText('/api/goods', large), 413, 'payload_too_large');
    const bomb = gzipSync(JSON.stringify({ name: 'x'.repeat(20_000_000), price: 1 }));
    expect(bomb.length).toBeLessThan(100_000);
    const answer = await postText('/api/goods', new Uint8Array(bomb), { 'content-encoding': 'gzip' });
    expectProblem(answer, 413, 'payload_too_large');
  });

  it('a body has a depth', async () => {
    const deep = '{"a":'.repeat(5_000) + '1' + '}'.repeat(5_000);
    expectProblem(await postText('/api/goods', deep), 400, 'bad_request');
  });

  it('a batch, a count and a message have a length', async () => {
    const sale = { goods_id: shop.userId, quantity: 1, sale_date: '2026-01-05' };
    const sales = Array.from({ length: 501 }, (_, index) => ({ ...sale, idempotency_key: `key ${index}` }));
    expectRefusedFields(await shop.post('/api/sales/batch', { sales }), 'sales');
    expectRefusedFields(await shop.post('/api/chat', { chat_message: 'x'.repeat(2001) }), 'chat_message');
  });

  it('texts and search words have a length', async () => {
    expectRefusedFields(await shop.post('/api/goods', { name: 'x'.repeat(5000), price: 1 }), 'name');
    expectRefusedFields(await shop.get(`/api/goods?q=${'x'.repeat(5000)}`), 'q');
  });

  it('headers have a size, and the API goes on', async () => {
    const { status } = await fetch(`${shop.url}/health/live`, { headers: { 'x-padding': 'x'.repeat(20_000) } });
    expect(status).toBe(431);
    expectOk(await shop.get('/health/live'));
  });

  it('a search of wildcards finds what is called so, and is not a pattern', async () => {
    for (const words of ['%'.repeat(50), '_'.repeat(50), '(a+)+$']) {
      expect(expectOk(await shop.get(`/api/goods?q=${encodeURIComponent(words)}`)).body.data).toEqual([]);
    }
  });
});
