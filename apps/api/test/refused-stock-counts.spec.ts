import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { addGoods, expectProblem, expectRefusedFields, NOBODYS_ID } from './shop-steps.js';
import { countOf, openCount, putLines, saveLines } from './stock-count-steps.js';

describe('stock counts that break a rule', () => {
  let stack: TestStack;
  let shop: ApiClient;
  let goodsId: string;
  let count: string;

  beforeAll(async () => {
    stack = await startTestStack();
    shop = await stack.newShop();
    goodsId = (await addGoods(shop)).id;
    count = await openCount(shop);
  });

  afterAll(() => stack.stop());

  const line = (change: object = {}): object => ({ goods_id: goodsId, counted_quantity: 3, ...change });

  it.each([[7], [{}], [['a']], ['n'.repeat(201)], ['a\u0000b'], [true]])('are not opened: note %j', async (note) => {
    expectRefusedFields(await shop.post('/api/stock_counts', { note }), 'note');
  });

  it.each([
    ['counted_quantity', [undefined, -1, 1.5, '3', 1_000_000_001, 1e300, [3], {}, true]],
    ['goods_id', [undefined, null, '', '1', 7, {}, [], 'g'.repeat(36), `${NOBODYS_ID}0`]],
    [
      'counted_at',
      [
        ...['', 'now', '2026-01-05', '2026-01-05T10:12:44', '2026-02-30T10:00:00Z', '2026-01-05T24:00:00Z'],
        ...['2026-01-05 10:12:44Z', '20260105T101244Z', '2026-01-05T10:12:44+99:99', '0000-00-00T00:00:00Z'],
        ...[1_767_582_764_000, {}, ['2026-01-05T10:12:44Z'], true, `${'9'.repeat(50)}`],
      ],
    ],
  ])('take no line with a bad %s', async (field, values) => {
    for (const value of values) {
      expectRefusedFields(
        await putLines(shop, count, [line(), line({ goods_id: NOBODYS_ID, [field]: value })]),
        `lines.1.${field}`,
      );
    }
  });

  it.each([
    ['before it was opened', '2020-01-01T00:00:00Z'],
    ['before it was opened, long ago', '0001-01-01T00:00:00+23:59'],
    ['in the future', '2999-12-31T23:59:59.999999999-23:59'],
  ])('take no line that was counted %s', async (_, counted_at) => {
    const other = await addGoods(shop);
    const lines = [line(), { goods_id: other.id, counted_quantity: 1, counted_at }];
    expectRefusedFields(await putLines(shop, count, lines), 'lines.1.counted_at');
  });

  it('take a moment of counting in any zone, and none', async () => {
    const iso = new Date().toISOString();
    const inJakarta = new Date(Date.parse(iso) + 7 * 3_600_000).toISOString().replace('Z', '+07:00');
    for (const counted_at of [iso, inJakarta]) {
      const { lines } = await saveLines(shop, count, [{ goods_id: goodsId, counted_quantity: 3, counted_at }]);
      expect(lines[0]?.counted_at).toBe(iso);
    }
    expectOk(await putLines(shop, count, [line({ counted_at: null })]));
    expectOk(await putLines(shop, count, [line({ counted_quantity: null })]));
  });

  it.each([
    ['are missing', undefined],
    ['are null', null],
    ['are none', []],
    ['are an object', {}],
    ['are a word', 'all'],
    ['are more than 500', Array.from({ length: 501 }, () => ({ goods_id: NOBODYS_ID, counted_quantity: 1 }))],
  ])('take no lines that %s', async (_, lines) => {
    const answer = await putLines(shop, count, lines);
    expectProblem(answer, 422, 'validation_failed');
    expect(answer.body.errors[0].field).toMatch(/^lines/);
  });

  it.each([[null], [7], ['a'], [[]], [[{ goods_id: NOBODYS_ID, counted_quantity: 1 }]], [true]])(
    'take no line that is %j',
    async (one) => {
      expectProblem(await putLines(shop, count, [line(), one]), 422, 'validation_failed');
    },
  );

  it('take each goods once in a request', async () => {
    const twice = [line(), line({ goods_id: goodsId.toUpperCase(), counted_quantity: null })];
    const answer = await putLines(shop, count, twice);
    expectRefusedFields(answer, 'lines');
    expect(answer.body.detail).toBe('lines must hold each goods once');
  });

  it('are refused under an id that is no UUID, without a body, and when it is a list', async () => {
    expectRefusedFields(await shop.get('/api/stock_counts/1'), 'id');
    expectRefusedFields(await putLines(shop, '1', [line()]), 'id');
    expectRefusedFields(await shop.request('POST', '/api/stock_counts/1/close'), 'id');
    expectProblem(await shop.request('PUT', `/api/stock_counts/${count}/lines`), 422, 'validation_failed');
    expectProblem(await shop.put(`/api/stock_counts/${count}/lines`, [line()]), 422, 'validation_failed');
    expectProblem(await shop.post('/api/stock_counts', [{}]), 422, 'validation_failed');
    expectRefusedFields(await shop.get('/api/stock_counts?limit=0'), 'limit');
  });

  it('leave nothing behind', async () => {
    expect((await countOf(shop, count)).lines).toEqual([]);
    expect(expectOk(await shop.get('/api/stock_counts')).body.total).toBe(1);
  });
});
