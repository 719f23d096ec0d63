import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { movingAverageCost } from '@tor/inventory/moving-average-cost';
import { moneyToNumber } from '@tor/kernel/money';
import { expectOk, type ApiAnswer, type ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import {
  addGoods,
  addSale,
  expectProblem,
  expectRefusedFields,
  movementsOf,
  NOBODYS_ID,
  stockOf,
  unbalancedGoods,
} from './shop-steps.js';

describe('receipts', () => {
  let stack: TestStack;
  let shop: ApiClient;

  beforeAll(async () => {
    stack = await startTestStack();
    shop = await stack.newShop();
  });

  afterAll(() => stack.stop());

  const receive = (goodsId: string, receipt: object): Promise<ApiAnswer> =>
    shop.post(`/api/goods/${goodsId}/receipts`, receipt);

  it('add to the stock, and are answered with the goods and the movement', async () => {
    const goods = await addGoods(shop, { stock_quantity: 10, cost_price: 1000 });
    const answer = expectOk(await receive(goods.id, { quantity: 24, note: '  Faktur 118 ' }));
    expect(answer.body).toEqual({
      message: 'Receipt booked successfully',
      data: {
        ...goods,
        stock_quantity: 34,
        movement: {
          line: expect.any(Number),
          goods_id: goods.id,
          kind: 'receipt',
          quantity_change: 24,
          unit_cost: null,
          note: 'Faktur 118',
          sale_id: null,
          stock_count_id: null,
          created_at: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/),
        },
      },
    });
    const { movement, ...after } = answer.body.data;
    expect(expectOk(await shop.get(`/api/goods/${goods.id}`)).body.data).toEqual({ ...after, sales: [] });
    expect(expectOk(await shop.get(`/api/goods/${goods.id}/movements?limit=1`)).body.data).toEqual([movement]);
    expect(await movementsOf(stack.database, goods.id)).toEqual([
      { kind: 'opening', quantity_change: 10 },
      { kind: 'receipt', quantity_change: 24 },
    ]);
  });

  it.each([
    ['is averaged over what is on hand and what arrived', 10, 1000, 1500, 1250],
    ['is rounded half up to the hundredth', 10, 0.01, 0.02, 0.02],
    ['is the new one when it was not known', 10, 0, 1500, 1500],
    ['is the new one when nothing is on hand', 0, 1000, 1500, 1500],
    ['falls when units arrive for nothing', 10, 1000, 0, 500],
    ['stays as it is when the receipt names none', 10, 1000, null, 1000],
  ])('the cost %s', async (_, stock_quantity, cost_price, unit_cost, expected) => {
    const goods = await addGoods(shop, { stock_quantity, cost_price });
    const { data } = expectOk(await receive(goods.id, { quantity: 10, unit_cost })).body;
    expect(data).toMatchObject({ cost_price: expected, movement: { unit_cost } });
    expect(expectOk(await shop.get(`/api/goods/${goods.id}`)).body.data.cost_price).toBe(expected);
  });

  it('sales after a receipt are booked at the new cost, and those before keep theirs', async () => {
    const goods = await addGoods(shop, { price: 100, cost_price: 40, stock_quantity: 10 });
    const before = await addSale(shop, goods.id);
    expectOk(await receive(goods.id, { quantity: 9, unit_cost: 60 }));
    expect((await addSale(shop, goods.id)).unit_cost).toBe(50);
    expect(expectOk(await shop.get(`/api/sales?q=${goods.name}`)).body.data).toContainEqual(before);
  });

  it('50 at once all arrive, and the cost is what it is after one by one', async () => {
    const goods = await addGoods(shop, { stock_quantity: 50, cost_price: 100 });
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => receive(goods.id, { quantity: 1, unit_cost: 200 })),
    );
    const stocks = answers.map((answer) => expectOk(answer).body.data.stock_quantity).sort((a, b) => a - b);
    expect(stocks).toEqual(Array.from({ length: 50 }, (_, index) => 51 + index));
    expect(new Set(answers.map(({ body }) => body.data.movement.line)).size).toBe(50);
    let cost = 10000n;
    for (let onHand = 50; onHand < 100; onHand++) cost = movingAverageCost(onHand, cost, 1, 20000n);
    expect(expectOk(await shop.get(`/api/goods/${goods.id}`)).body.data).toMatchObject({
      stock_quantity: 100,
      cost_price: moneyToNumber(cost),
    });
  });

  it('and sales at the same time leave books that balance', async () => {
    const goods = await addGoods(shop, { stock_quantity: 100 });
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        index % 2 === 0
          ? receive(goods.id, { quantity: 3, unit_cost: index })
          : shop.post('/api/sales', { goods_id: goods.id, quantity: 2, sale_date: '2026-01-05' }),
      ),
    );
    answers.forEach(expectOk);
    expect(await stockOf(shop, goods.id)).toBe(100 + 30 * 3 - 30 * 2);
    expect(await unbalancedGoods(stack.database)).toEqual([]);
  });

  it('fill the books to the largest stock and not beyond', async () => {
    const { id } = await addGoods(shop, { stock_quantity: 999_999_999 });
    expectProblem(await receive(id, { quantity: 2, unit_cost: 5 }), 400, 'stock_limit_exceeded');
    expect(expectOk(await receive(id, { quantity: 1 })).body.data.stock_quantity).toBe(1_000_000_000);
    expectProblem(await receive(id, { quantity: 1 }), 400, 'stock_limit_exceeded');
    expect(expectOk(await shop.get(`/api/goods/${id}`)).body.data.cost_price).toBe(0);
  });

  it('keep the largest amounts exactly', async () => {
    const { id } = await addGoods(shop, { stock_quantity: 1, cost_price: 999_999_999_999.99 });
    const { data } = expectOk(await receive(id, { quantity: 1_000_000, unit_cost: 999_999_999_999.99 })).body;
    expect(data).toMatchObject({ cost_price: 999_999_999_999.99, movement: { unit_cost: 999_999_999_999.99 } });
  });

  it('of goods that are archived or unknown are refused', async () => {
    const { id } = await addGoods(shop);
    expectOk(await shop.delete(`/api/goods/${id}`));
    expectProblem(await receive(id, { quantity: 1 }), 404, 'goods_archived');
    expectProblem(await receive(NOBODYS_ID, { quantity: 1 }), 404, 'goods_not_found');
    expectRefusedFields(await receive('1', { quantity: 1 }), 'id');
    expect(await movementsOf(stack.database, id)).toHaveLength(1);
  });

  it('with an Idempotency-Key are booked once', async () => {
    const { id } = await addGoods(shop);
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'Idempotency-Key': 'receipt-1' },
      body: JSON.stringify({ quantity: 5, unit_cost: 12.5 }),
    };
    const first = expectOk(await shop.send(`/api/goods/${id}/receipts`, init));
    const again = expectOk(await shop.send(`/api/goods/${id}/receipts`, init));
    expect(again.body).toEqual(first.body);
    expect(await stockOf(shop, id)).toBe(15);
  });

  it.each([
    ['quantity', [undefined, null, 0, -1, 1.5, '5', 1_000_001, 1e300, [5], {}, true]],
    ['unit_cost', ['5', -1, 1.234, 1e-7, 1_000_000_000_000, {}, [1], true]],
    ['note', [7, {}, ['a'], 'n'.repeat(201), 'a\u0000b']],
  ])('are refused when the %s breaks a rule', async (field, values) => {
    const { id } = await addGoods(shop);
    for (const value of values) expectRefusedFields(await receive(id, { quantity: 1, [field]: value }), field);
    expect(await stockOf(shop, id)).toBe(10);
  });

  it('are refused without a body, and when it is a list', async () => {
    const { id } = await addGoods(shop);
    expectRefusedFields(await shop.request('POST', `/api/goods/${id}/receipts`), 'quantity');
    expectProblem(await receive(id, [{ quantity: 1 }]), 422, 'validation_failed');
  });
});
