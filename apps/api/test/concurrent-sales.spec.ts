import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiAnswer, type ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { addGoods, addSale, expectProblem, movementsOf, stockOf, unbalancedGoods } from './shop-steps.js';
import { wrongTotals } from './totals-of-sales.js';

describe('at the same time', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await startTestStack();
  });

  afterAll(() => stack.stop());

  const times = (count: number, call: (index: number) => Promise<ApiAnswer>): Promise<ApiAnswer[]> =>
    Promise.all(Array.from({ length: count }, (_, index) => call(index)));

  const sellOne = (shop: ApiClient, goodsId: string): Promise<ApiAnswer> =>
    shop.post('/api/sales', { goods_id: goodsId, quantity: 1, sale_date: '2026-01-05' });

  function countByStatus(answers: readonly ApiAnswer[]): Record<number, number> {
    const counts: Record<number, number> = {};
    for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
    return counts;
  }

  it('200 sales of one unit take a stock of 100 once', async () => {
    const shop = await stack.newShop();
    const goods = await addGoods(shop, { stock_quantity: 100 });
    const answers = await times(200, () => sellOne(shop, goods.id));
    expect(countByStatus(answers)).toEqual({ 200: 100, 400: 100 });
    for (const answer of answers.filter(({ status }) => status === 400)) {
      expectProblem(answer, 400, 'insufficient_stock');
      expect(answer.body.detail).toBe('Not enough stock: 0 available, 1 requested');
    }
    expect(await stockOf(shop, goods.id)).toBe(0);
    const movements = await movementsOf(stack.database, goods.id);
    expect(movements).toHaveLength(101);
    expect(movements.reduce((sum, movement) => sum + movement.quantity_change, 0)).toBe(0);
    expect(expectOk(await shop.get('/api/sales')).body.total).toBe(100);
  });

  it('deletes of one sale return its stock once', async () => {
    const shop = await stack.newShop();
    const goods = await addGoods(shop);
    const sale = await addSale(shop, goods.id, { quantity: 4 });
    const answers = await times(20, () => shop.delete(`/api/sales/${sale.id}`));
    expect(countByStatus(answers)).toEqual({ 200: 1, 404: 19 });
    expect(await stockOf(shop, goods.id)).toBe(10);
    expect(await movementsOf(stack.database, goods.id)).toHaveLength(3);
  });

  it('edits of one sale end in one of them', async () => {
    const shop = await stack.newShop();
    const goods = await addGoods(shop, { stock_quantity: 20 });
    const sale = await addSale(shop, goods.id, { quantity: 5 });
    const answers = await times(20, (index) => shop.put(`/api/sales/${sale.id}`, { quantity: index + 1 }));
    expect(countByStatus(answers)).toEqual({ 200: 20 });
    const [kept] = expectOk(await shop.get('/api/sales')).body.data;
    expect(await stockOf(shop, goods.id)).toBe(20 - kept.quantity);
  });

  it('edits and deletes of one sale return its stock once', async () => {
    const shop = await stack.newShop();
    const goods = await addGoods(shop, { stock_quantity: 20 });
    const sale = await addSale(shop, goods.id, { quantity: 5 });
    const path = `/api/sales/${sale.id}`;
    const answers = await times(20, (index) =>
      index % 2 === 0 ? shop.put(path, { quantity: index + 1 }) : shop.delete(path),
    );
    const deletes = answers.filter((_, index) => index % 2 === 1);
    expect(countByStatus(deletes)).toEqual({ 200: 1, 404: 9 });
    expect(countByStatus(answers)).toEqual({ 200: expect.any(Number), 404: expect.any(Number) });
    expect(await stockOf(shop, goods.id)).toBe(20);
  });

  it('sales and corrections of the stock leave books that balance', async () => {
    const shop = await stack.newShop();
    const goods = await addGoods(shop, { stock_quantity: 5 });
    const answers = await times(60, (index) =>
      index % 10 === 0 ? shop.put(`/api/goods/${goods.id}`, { stock_quantity: 7 }) : sellOne(shop, goods.id),
    );
    const { 200: done, 400: refused, ...others } = countByStatus(answers);
    expect(others).toEqual({});
    expect((done ?? 0) + (refused ?? 0)).toBe(60);
    expect(await stockOf(shop, goods.id)).toBeGreaterThanOrEqual(0);
  });

  it('sales end where the goods are deleted', async () => {
    const shop = await stack.newShop();
    const goods = await addGoods(shop, { stock_quantity: 100 });
    const answers = await times(40, (index) =>
      index === 10 ? shop.delete(`/api/goods/${goods.id}`) : sellOne(shop, goods.id),
    );
    expect(answers[10]?.status).toBe(200);
    const sold = expectOk(await shop.get('/api/sales')).body.total;
    expect(countByStatus(answers)).toEqual({ 200: sold + 1, ...(sold < 39 ? { 404: 39 - sold } : {}) });
    expect(await stockOf(shop, goods.id)).toBe(100 - sold);
  });

  it('two shops work apart', async () => {
    const shops = [await stack.newShop(), await stack.newShop()];
    const work = shops.map(async (shop, index) => {
      const goods = await addGoods(shop, { name: 'Same name', stock_quantity: 30, price: 100 * (index + 1) });
      const answers = await times(50, () => sellOne(shop, goods.id));
      expect(countByStatus(answers)).toEqual({ 200: 30, 400: 20 });
      const { data, total } = expectOk(await shop.get('/api/sales?limit=100')).body;
      expect(total).toBe(30);
      for (const sale of data) {
        expect(sale).toMatchObject({ user_id: shop.userId, goods_id: goods.id, unit_price: goods.price });
      }
      expect(await stockOf(shop, goods.id)).toBe(0);
    });
    await Promise.all(work);
  });

  it('everything has left books that balance', async () => {
    expect(await unbalancedGoods(stack.database)).toEqual([]);
    expect(await wrongTotals(stack.database)).toEqual([]);
  });
});
