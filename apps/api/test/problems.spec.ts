import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiAnswer, type ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { addGoods, expectProblem, NOBODYS_ID } from './shop-steps.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('problems', () => {
  let stack: TestStack;
  let shop: ApiClient;

  beforeAll(async () => {
    stack = await startTestStack({ env: { SIGN_IN_LIMIT_PER_MINUTE: '3' } });
    shop = await stack.newShop();
  });

  afterAll(() => stack.stop());

  async function afterThreeTries(): Promise<ApiAnswer> {
    const guess = () => stack.anonymous.post('/sign_in', { email: 'nobody@shop.example', password: 'a wrong guess' });
    for (let tries = 0; tries < 3; tries++) await guess();
    return guess();
  }

  const oversell = async (): Promise<ApiAnswer> => {
    const { id } = await addGoods(shop, { stock_quantity: 3 });
    return shop.post('/api/sales', { goods_id: id, quantity: 5, sale_date: '2026-01-05' });
  };

  it.each<[number, string, string, string, () => Promise<ApiAnswer>]>([
    [400, 'insufficient_stock', 'Not enough stock', '/api/sales', oversell],
    [401, 'invalid_token', 'Sign in first', '/api/goods', () => stack.anonymous.get('/api/goods')],
    [404, 'goods_not_found', 'Goods not found', `/api/goods/${NOBODYS_ID}`, () => shop.get(`/api/goods/${NOBODYS_ID}`)],
    [404, 'not_found', 'Not Found', '/api/nothing', () => shop.get('/api/nothing?q=secret')],
    [413, 'payload_too_large', 'Payload Too Large', '/api/goods', () => shop.post('/api/goods', ['x'.repeat(110_000)])],
    [422, 'validation_failed', 'Not valid', '/api/goods', () => shop.post('/api/goods', { name: '', price: -1 })],
    [429, 'too_many_requests', 'Too Many Requests', '/sign_in', afterThreeTries],
  ])('are told in one form: %i %s', async (status, code, title, instance, call) => {
    const answer = await call();
    expectProblem(answer, status, code);
    const { errors, ...problem } = answer.body;
    expect(problem).toEqual({
      type: `urn:tor-monitor:problem:${code}`,
      title,
      status,
      detail: expect.stringMatching(/\w/),
      instance,
      code,
      request_id: answer.headers.get('x-request-id'),
    });
    expect(errors === undefined).toBe(status !== 422);
  });

  it('name every field that broke a rule, and its rule', async () => {
    const { body } = await shop.post('/api/goods', { name: '', price: -1 });
    expect(body.errors).toEqual([
      { field: 'name', message: 'name must be longer than or equal to 1 characters' },
      { field: 'price', message: 'price must not be less than 0' },
    ]);
    expect(body.detail).toBe(body.errors.map(({ message }: { message: string }) => message).join('; '));
  });

  it('are found by the request id that the caller sent', async () => {
    const answer = await shop.send('/api/nothing', { headers: { 'x-request-id': 'order-77:retry.2' } });
    expect(answer.headers.get('x-request-id')).toBe('order-77:retry.2');
    expect(answer.body.request_id).toBe('order-77:retry.2');
  });

  it('are found by a request id of our own where the caller sent none, or none that is fit for a log', async () => {
    const first = (await shop.get('/api/goods')).headers.get('x-request-id');
    const second = (await shop.get('/api/goods')).headers.get('x-request-id');
    expect(first).toMatch(UUID);
    expect(second).toMatch(UUID);
    expect(second).not.toBe(first);
    for (const unfit of ['with blanks in it', 'x'.repeat(129), '<script>']) {
      const answer = await stack.anonymous.send('/health/live', { headers: { 'x-request-id': unfit } });
      expect(answer.headers.get('x-request-id')).toMatch(UUID);
    }
  });

  /** The log comes through a pipe, and may be later than the answer. */
  async function logged(text: string): Promise<string[]> {
    const lines = (): string[] => stack.log.filter((line) => line.includes(text));
    for (let tries = 0; tries < 200 && lines().length === 0; tries++) await stack.anonymous.get('/health/live');
    return lines();
  }

  describe('that nobody foresaw', () => {
    beforeAll(async () => {
      await stack.database.query('ALTER TABLE goods RENAME COLUMN category TO renamed_by_somebody');
    });

    afterAll(async () => {
      await stack.database.query('ALTER TABLE goods RENAME COLUMN renamed_by_somebody TO category');
    });

    it('are a 500 that tells its id and nothing of our inside', async () => {
      const answer = await shop.get('/api/goods');
      const id = answer.headers.get('x-request-id') ?? '';
      expect(id).toMatch(UUID);
      expectProblem(answer, 500, 'internal_error');
      expect(answer.body).toEqual({
        type: 'urn:tor-monitor:problem:internal_error',
        title: 'Something went wrong on our side',
        status: 500,
        detail: 'The request could not be carried out. Quote the request id when you report this.',
        instance: '/api/goods',
        code: 'internal_error',
        request_id: id,
      });
      expect(JSON.stringify([answer.body, [...answer.headers]])).not.toMatch(/select|column|category|typeorm|\.js\b/i);
    });

    it('are in the log with their id and their cause', async () => {
      const answer = await shop.post('/api/goods', { name: 'Kopi', price: 1, category: 'Minuman' });
      expectProblem(answer, 500, 'internal_error');
      const [line] = await logged(answer.body.request_id);
      expect(line).toContain('POST /api/goods answered 500');
      expect(await logged('column "category"')).not.toEqual([]);
    });
  });

  it('that nobody foresaw end with their cause', async () => {
    expectOk(await shop.get('/api/goods'));
    expect(expectOk(await shop.get('/api/goods?q=Minuman')).body.total).toBe(0);
  });
});
