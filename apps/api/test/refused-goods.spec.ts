import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import type { GoodsView } from '../src/goods/dto/goods.view.js';
import { addGoods, expectProblem, expectRefusedFields } from './shop-steps.js';

const GOOD = { name: 'Kopi', price: 1 };

/** Values that a field refuses, both when goods are made and when they are changed. */
const REFUSED: Record<string, unknown[]> = {
  name: [null, '', '   ', 7, ['Kopi'], {}, true, 'n'.repeat(201), 'Ko\u0000pi'],
  price: [null, '48000', -0.01, -1, 1.234, 0.001, 1e-7, 1_000_000_000_000, 1e300, [1], {}, true],
  category: [7, ['Kopi'], {}, false, 'c'.repeat(101), 'Ko\u0000pi'],
  stock_quantity: [null, '5', -1, 1.5, 1_000_000_001, 1e20, [5], {}, true],
  sku: [7, {}, 's'.repeat(65), 'a\u0000b'],
  unit: [7, [], 'u'.repeat(33), 'a\u0000b'],
  cost_price: [null, '1', -1, 1.234, 1e-7, 1_000_000_000_000, {}],
  lead_time_days: ['3', -1, 1.5, 366, 1e10, [], true],
  low_stock_threshold: ['3', -1, 1.5, 1_000_000_001, {}, true],
};

const CASES = Object.entries(REFUSED).flatMap(([field, values]) =>
  values.map((value): [string, string, unknown] => [field, (JSON.stringify(value) ?? '').slice(0, 30), value]),
);

describe('goods that break a rule', () => {
  let stack: TestStack;
  let shop: ApiClient;
  let goods: GoodsView;

  beforeAll(async () => {
    stack = await startTestStack();
    shop = await stack.newShop();
    goods = await addGoods(shop);
  });

  afterAll(() => stack.stop());

  it.each(CASES)('are refused: %s %s', async (field, _, value) => {
    expectRefusedFields(await shop.post('/api/goods', { ...GOOD, [field]: value }), field);
    expectRefusedFields(await shop.put(`/api/goods/${goods.id}`, { [field]: value }), field);
  });

  it('are refused when a field that must be given is missing', async () => {
    expectRefusedFields(await shop.post('/api/goods', { price: 1 }), 'name');
    expectRefusedFields(await shop.post('/api/goods', { name: 'Kopi' }), 'price');
    expectRefusedFields(await shop.post('/api/goods', {}), 'name', 'price');
    expectRefusedFields(await shop.request('POST', '/api/goods'), 'name', 'price');
  });

  it('are refused with all that is wrong at once', async () => {
    const wrong = { name: '', price: -1, stock_quantity: 1.5, lead_time_days: 'soon' };
    const answer = await shop.post('/api/goods', wrong);
    expectRefusedFields(answer, 'name', 'price', 'stock_quantity', 'lead_time_days');
    for (const { field, message } of answer.body.errors) expect(message).toContain(field);
  });

  it.each([
    ['text that is no JSON', '{"name": "Kopi", '],
    ['a bare word', 'Kopi'],
    ['a bare string', '"Kopi"'],
    ['null', 'null'],
  ])('are refused when the body is %s', async (_, body) => {
    const headers = { 'content-type': 'application/json' };
    expectProblem(await shop.send('/api/goods', { method: 'POST', headers, body }), 400, 'bad_request');
    expectProblem(await shop.send(`/api/goods/${goods.id}`, { method: 'PUT', headers, body }), 400, 'bad_request');
  });

  it('are refused when the body is a list', async () => {
    for (const body of [[], [GOOD], [[GOOD]]]) {
      const created = await shop.post('/api/goods', body);
      expectProblem(created, 422, 'validation_failed');
      expect(JSON.stringify(created.body)).not.toContain('undefined');
      const changed = await shop.put(`/api/goods/${goods.id}`, body);
      expectProblem(changed, 422, 'validation_failed');
    }
  });

  it('are refused when the body is in an unknown or broken encoding', async () => {
    const json = { 'content-type': 'application/json' };
    const send = (headers: Record<string, string>, body: string) =>
      shop.send('/api/goods', { method: 'POST', headers: { ...json, ...headers }, body });
    expectProblem(await send({ 'content-encoding': 'gzip' }, 'this is not gzip'), 400, 'bad_request');
    expectProblem(await send({ 'content-encoding': 'zstd9' }, '{}'), 415, 'unsupported_media_type');
    const charset = { 'content-type': 'application/json; charset=klingon' };
    expectProblem(await send(charset, '{}'), 415, 'unsupported_media_type');
  });

  it('are refused when the body is not JSON by its type', async () => {
    const body = JSON.stringify(GOOD);
    const answer = await shop.send('/api/goods', { method: 'POST', headers: { 'content-type': 'text/plain' }, body });
    expectRefusedFields(answer, 'name', 'price');
  });

  it('are refused when the body is too large', async () => {
    const answer = await shop.post('/api/goods', { ...GOOD, name: 'n'.repeat(110_000) });
    expectProblem(answer, 413, 'payload_too_large');
  });

  it.each(['1', 'undefined', 'not-a-uuid', `${'0'.repeat(37)}`, '%00', "'", '..%2f..%2fetc'])(
    'are refused under the id %s',
    async (id) => {
      expectRefusedFields(await shop.get(`/api/goods/${id}`), 'id');
      expectRefusedFields(await shop.put(`/api/goods/${id}`, { price: 1 }), 'id');
      expectRefusedFields(await shop.delete(`/api/goods/${id}`), 'id');
    },
  );

  it('are refused under a path that is not encoded as paths are', async () => {
    expectProblem(await shop.get('/api/goods/%E0%A4%A'), 400, 'bad_request');
  });

  it('leave nothing behind', async () => {
    expect(expectOk(await shop.get('/api/goods')).body).toMatchObject({ data: [goods], total: 1 });
    expect(await stack.database.query('SELECT id FROM goods')).toHaveLength(1);
    expect(await stack.database.query('SELECT id FROM stock_movements')).toHaveLength(1);
  });
});
