import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiAnswer, type ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import type { StockCountDetailView } from '../src/stock-counts/dto/stock-count.view.js';
import {
  addGoods,
  addSale,
  expectBalanced,
  expectProblem,
  movementsOf,
  NOBODYS_ID,
  stockOf,
  unbalancedGoods,
} from './shop-steps.js';
import { closeCount, countOf, openCount, putLines, saveLines } from './stock-count-steps.js';

describe('stock counts', () => {
  let stack: TestStack;
  let shop: ApiClient;

  beforeAll(async () => {
    stack = await startTestStack();
    shop = await stack.newShop();
  });

  afterAll(() => stack.stop());

  it('are opened empty', async () => {
    const answer = expectOk(await shop.post('/api/stock_counts', { note: '  Rak depan ' }));
    expect(answer.body).toEqual({
      message: 'Stock count opened successfully',
      data: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        user_id: shop.userId,
        status: 'open',
        note: 'Rak depan',
        opened_at: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/),
        closed_at: null,
        totals: {
          lines: 0,
          variance_quantity: 0,
          variance_value: 0,
          missing_quantity: 0,
          missing_value: 0,
          surplus_quantity: 0,
          surplus_value: 0,
        },
        lines: [],
      },
    });
    expect(await countOf(shop, answer.body.data.id)).toEqual(answer.body.data);
    expect(expectOk(await shop.request('POST', '/api/stock_counts')).body.data.note).toBeNull();
  });

  it('show the variance of each line in units and in money, and what all lines add up to', async () => {
    const kopi = await addGoods(shop, { name: 'kopi', category: 'Minuman', stock_quantity: 10, cost_price: 31000.25 });
    const gula = await addGoods(shop, { name: 'Gula', stock_quantity: 5, cost_price: 100, unit: 'kg', sku: 'G-1' });
    const teh = await addGoods(shop, { name: 'Teh', stock_quantity: 8 });
    const id = await openCount(shop);
    const answer = await putLines(shop, id, [
      { goods_id: kopi.id, counted_quantity: 7 },
      { goods_id: gula.id.toUpperCase(), counted_quantity: 9 },
      { goods_id: teh.id, counted_quantity: 8 },
    ]);
    const line = { unit_cost: 0, variance_quantity: 0, variance_value: 0, counted_at: expect.stringMatching(/Z$/) };
    const goods = { category: null, sku: null, unit: null };
    const expected = {
      status: 'open',
      totals: {
        lines: 3,
        variance_quantity: 1,
        variance_value: -92600.75,
        missing_quantity: 3,
        missing_value: 93000.75,
        surplus_quantity: 4,
        surplus_value: 400,
      },
      lines: [
        {
          ...line,
          goods_id: gula.id,
          counted_quantity: 9,
          expected_quantity: 5,
          variance_quantity: 4,
          unit_cost: 100,
          variance_value: 400,
          goods: { ...goods, id: gula.id, name: 'Gula', unit: 'kg', sku: 'G-1' },
        },
        {
          ...line,
          goods_id: kopi.id,
          counted_quantity: 7,
          expected_quantity: 10,
          variance_quantity: -3,
          unit_cost: 31000.25,
          variance_value: -93000.75,
          goods: { ...goods, id: kopi.id, name: 'kopi', category: 'Minuman' },
        },
        {
          ...line,
          goods_id: teh.id,
          counted_quantity: 8,
          expected_quantity: 8,
          goods: { ...goods, id: teh.id, name: 'Teh' },
        },
      ],
    };
    expect(expectOk(answer).body).toMatchObject({ message: 'Stock count lines saved successfully', data: expected });
    const open = await countOf(shop, id);
    expect(open).toMatchObject(expected);
    const closed = expectOk(await closeCount(shop, id)).body;
    expect(closed).toEqual({
      message: 'Stock count closed successfully',
      data: { ...open, status: 'closed', closed_at: expect.stringMatching(/Z$/) },
    });
    expect(await countOf(shop, id)).toEqual(closed.data);
    expect(await movementsOf(stack.database, kopi.id)).toEqual([
      { kind: 'opening', quantity_change: 10 },
      { kind: 'count', quantity_change: -3 },
    ]);
    expect(await movementsOf(stack.database, teh.id)).toHaveLength(1);
    expect([await stockOf(shop, kopi.id), await stockOf(shop, gula.id), await stockOf(shop, teh.id)]).toEqual([
      7, 9, 8,
    ]);
  });

  it('keep what was expected and what a unit cost at the moment of counting', async () => {
    const { id } = await addGoods(shop, { stock_quantity: 20, cost_price: 10 });
    const count = await openCount(shop);
    await saveLines(shop, count, [{ goods_id: id, counted_quantity: 18 }]);
    await addSale(shop, id, { quantity: 6 });
    expectOk(await shop.post(`/api/goods/${id}/receipts`, { quantity: 100, unit_cost: 99 }));
    const { lines } = await countOf(shop, count);
    expect(lines).toMatchObject([{ expected_quantity: 20, unit_cost: 10, variance_quantity: -2, variance_value: -20 }]);
    expectOk(await closeCount(shop, count));
    expect(await stockOf(shop, id)).toBe(20 - 6 + 100 - 2);
    const [movement] = expectOk(await shop.get(`/api/goods/${id}/movements`)).body.data;
    expect(movement).toMatchObject({ kind: 'count', quantity_change: -2, unit_cost: 10, stock_count_id: count });
  });

  it('take the line of goods that are counted again in place of the older one, and take lines back', async () => {
    const [one, two] = [await addGoods(shop, { stock_quantity: 10 }), await addGoods(shop, { stock_quantity: 10 })];
    const count = await openCount(shop);
    await saveLines(shop, count, [
      { goods_id: one.id, counted_quantity: 1 },
      { goods_id: two.id, counted_quantity: 2 },
    ]);
    await addSale(shop, one.id, { quantity: 4 });
    const again = await saveLines(shop, count, [{ goods_id: one.id, counted_quantity: 5 }]);
    expect(again).toMatchObject({
      totals: { lines: 2, missing_quantity: 9 },
      lines: [{ goods_id: one.id, expected_quantity: 6, variance_quantity: -1 }],
    });
    const left = await saveLines(shop, count, [
      { goods_id: one.id, counted_quantity: 6 },
      { goods_id: two.id, counted_quantity: null },
    ]);
    expect(left).toMatchObject({ totals: { lines: 1, missing_quantity: 0 }, lines: [{ goods_id: one.id }] });
    await saveLines(shop, count, [{ goods_id: two.id, counted_quantity: null }]);
    expect((await countOf(shop, count)).lines).toMatchObject([{ goods_id: one.id, counted_quantity: 6 }]);
  });

  it('take all lines or none: goods that are unknown, of another shop or archived are refused by name', async () => {
    const { id } = await addGoods(shop);
    const gone = await addGoods(shop, { name: 'Gone away' });
    expectOk(await shop.delete(`/api/goods/${gone.id}`));
    const foreign = await addGoods(await stack.newShop());
    const count = await openCount(shop);
    const good = { goods_id: id, counted_quantity: 1 };
    for (const counted_quantity of [1, null]) {
      const unknown = [NOBODYS_ID, foreign.id].map((goods_id) => ({ goods_id, counted_quantity }));
      const answer = await putLines(shop, count, [good, ...unknown]);
      expectProblem(answer, 404, 'goods_not_found');
      expect(answer.body.detail).toBe(`There are no goods of these ids: ${NOBODYS_ID}, ${foreign.id}`);
    }
    const archived = await putLines(shop, count, [good, { goods_id: gone.id, counted_quantity: 1 }]);
    expectProblem(archived, 404, 'goods_archived');
    expect(archived.body.detail).toContain('"Gone away"');
    expect((await countOf(shop, count)).lines).toEqual([]);
  });

  it('are listed with their totals, newest first, a page at a time', async () => {
    const own = await stack.newShop();
    const goods = await addGoods(own, { stock_quantity: 10, cost_price: 0.01 });
    const counts: StockCountDetailView[] = [];
    for (const counted_quantity of [4, 12, 10]) {
      const id = await openCount(own);
      await saveLines(own, id, [{ goods_id: goods.id, counted_quantity }]);
      counts.unshift(await countOf(own, id));
    }
    const listed = counts.map(({ lines: _, ...count }) => count);
    expect(listed.map(({ totals }) => totals.variance_value)).toEqual([0, 0.02, -0.06]);
    const list = async (query = '') => expectOk(await own.get(`/api/stock_counts${query}`)).body;
    expect(await list()).toEqual({ data: listed, total: 3, page: 1, limit: 20 });
    expect(await list('/?limit=1&page_index=2')).toEqual({ data: [listed[1]], total: 3, page: 2, limit: 1 });
    expect(await list('?page_index=9')).toEqual({ data: [], total: 3, page: 9, limit: 20 });
  });

  it('opened and closed with an Idempotency-Key are so once', async () => {
    const { id } = await addGoods(shop);
    const keyed = (path: string, key: string): Promise<ApiAnswer> =>
      shop.send(path, { method: 'POST', headers: { 'Idempotency-Key': key } });
    const [opened, again] = [await keyed('/api/stock_counts', 'o-1'), await keyed('/api/stock_counts', 'o-1')];
    expect(expectOk(again).body).toEqual(expectOk(opened).body);
    const count: string = opened.body.data.id;
    await saveLines(shop, count, [{ goods_id: id, counted_quantity: 8 }]);
    const close = `/api/stock_counts/${count}/close`;
    const closed = (await Promise.all([keyed(close, 'c-1'), keyed(close, 'c-1')])).map(expectOk);
    expect(closed[1]?.body).toEqual(closed[0]?.body);
    expect(await stockOf(shop, id)).toBe(8);
  });

  it('leave books that balance', async () => {
    expect(await unbalancedGoods(stack.database)).toEqual([]);
    await expectBalanced(shop);
  });
});
