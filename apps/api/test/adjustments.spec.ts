import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiAnswer, type ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import {
  addGoods,
  expectProblem,
  expectRefusedFields,
  movementsOf,
  NOBODYS_ID,
  stockOf,
  unbalancedGoods,
} from './shop-steps.js';

describe('adjustments', () => {
  let stack: TestStack;
  let shop: ApiClient;

  beforeAll(async () => {
    stack = await startTestStack();
    shop = await stack.newShop();
  });

  afterAll(() => stack.stop());

  const adjust = (goodsId: string, quantity_change: unknown, reason: unknown = 'Pecah'): Promise<ApiAnswer> =>
    shop.post(`/api/goods/${goodsId}/adjustments`, { quantity_change, reason });

  it('move the stock either way, with the reason in the ledger', async () => {
    const goods = await addGoods(shop, { cost_price: 700 });
    const answer = expectOk(await adjust(goods.id, -3, '  Pecah saat dibongkar '));
    expect(answer.body).toEqual({
      message: 'Adjustment booked successfully',
      data: {
        ...goods,
        stock_quantity: 7,
        movement: {
          line: expect.any(Number),
          goods_id: goods.id,
          kind: 'adjustment',
          quantity_change: -3,
          unit_cost: null,
          note: 'Pecah saat dibongkar',
          sale_id: null,
          stock_count_id: null,
          created_at: expect.stringMatching(/Z$/),
        },
      },
    });
    expect(expectOk(await adjust(goods.id, 5)).body.data).toMatchObject({ stock_quantity: 12, cost_price: 700 });
    expect(await stockOf(shop, goods.id)).toBe(12);
  });

  it('take the stock to zero and not below', async () => {
    const { id } = await addGoods(shop, { stock_quantity: 3 });
    const refused = await adjust(id, -4);
    expectProblem(refused, 400, 'insufficient_stock');
    expect(refused.body.detail).toBe('Not enough stock: 3 available, 4 requested');
    expect(expectOk(await adjust(id, -3)).body.data.stock_quantity).toBe(0);
    expectProblem(await adjust(id, -1_000_000_000), 400, 'insufficient_stock');
    expect(await movementsOf(stack.database, id)).toHaveLength(2);
  });

  it('fill the books to the largest stock and not beyond', async () => {
    const { id } = await addGoods(shop, { stock_quantity: 1 });
    expectProblem(await adjust(id, 1_000_000_000), 400, 'stock_limit_exceeded');
    expect(expectOk(await adjust(id, 999_999_999)).body.data.stock_quantity).toBe(1_000_000_000);
  });

  it('50 at once take no more than there is', async () => {
    const { id } = await addGoods(shop, { stock_quantity: 30 });
    const answers = await Promise.all(Array.from({ length: 50 }, () => adjust(id, -1)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(30);
    for (const answer of answers.filter(({ status }) => status !== 200))
      expectProblem(answer, 400, 'insufficient_stock');
    expect(await stockOf(shop, id)).toBe(0);
    expect(await unbalancedGoods(stack.database)).toEqual([]);
  });

  it('of goods that are archived or unknown are refused', async () => {
    const { id } = await addGoods(shop);
    expectOk(await shop.delete(`/api/goods/${id}`));
    expectProblem(await adjust(id, 1), 404, 'goods_archived');
    expectProblem(await adjust(NOBODYS_ID, 1), 404, 'goods_not_found');
    expectRefusedFields(await adjust('1', 1), 'id');
  });

  it('with an Idempotency-Key are booked once', async () => {
    const { id } = await addGoods(shop);
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'Idempotency-Key': 'adjustment-1' },
      body: JSON.stringify({ quantity_change: -2, reason: 'Rusak' }),
    };
    const answers = [1, 2].map(() => shop.send(`/api/goods/${id}/adjustments`, init));
    const [first, again] = (await Promise.all(answers)).map(expectOk);
    expect(again?.body).toEqual(first?.body);
    expect(await stockOf(shop, id)).toBe(8);
  });

  it.each([
    ['quantity_change', [undefined, null, 0, -0, 1.5, '5', 1_000_000_001, -1_000_000_001, 1e300, [5], {}, true]],
    ['reason', [undefined, null, '', '   ', 7, {}, ['a'], 'n'.repeat(201), 'a\u0000b']],
  ])('are refused when the %s breaks a rule', async (field, values) => {
    const { id } = await addGoods(shop);
    const good = { quantity_change: 1, reason: 'Ketemu' };
    for (const value of values) {
      expectRefusedFields(await shop.post(`/api/goods/${id}/adjustments`, { ...good, [field]: value }), field);
    }
    expectRefusedFields(await shop.request('POST', `/api/goods/${id}/adjustments`), 'quantity_change', 'reason');
    expect(await stockOf(shop, id)).toBe(10);
  });
});
