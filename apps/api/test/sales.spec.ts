import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { addGoods, addSale, expectProblem, movementsOf, NOBODYS_ID, stockOf, unbalancedGoods } from './shop-steps.js';

describe('sales', () => {
  let stack: TestStack;
  let shop: ApiClient;

  beforeAll(async () => {
    stack = await startTestStack();
    shop = await stack.newShop();
  });

  afterAll(() => stack.stop());

  const changeSale = (id: string, change: object) => shop.put(`/api/sales/${id}`, change);

  it('take stock and book revenue and profit', async () => {
    const goods = await addGoods(shop, { category: 'Kopi', price: 48000.5, cost_price: 31000.25, stock_quantity: 10 });
    const sale = { goods_id: goods.id, quantity: 3, sale_date: '2026-01-05' };
    const answer = expectOk(await shop.post('/api/sales', sale));
    expect(answer.body).toEqual({
      message: 'Sales created successfully',
      data: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        user_id: shop.userId,
        ...sale,
        unit_price: 48000.5,
        unit_cost: 31000.25,
        total_revenue: 144001.5,
        total_profit: 51000.75,
        created_at: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/),
        goods: { id: goods.id, name: 'Kopi Gayo', category: 'Kopi' },
      },
    });
    expect(await stockOf(shop, goods.id)).toBe(7);
    expect(await movementsOf(stack.database, goods.id)).toEqual([
      { kind: 'opening', quantity_change: 10 },
      { kind: 'sale', quantity_change: -3 },
    ]);
  });

  it('have their revenue as profit while no cost is known', async () => {
    const goods = await addGoods(shop, { price: 0.1 });
    expect(await addSale(shop, goods.id, { quantity: 3 })).toMatchObject({ total_revenue: 0.3, total_profit: 0.3 });
  });

  it('lose money when the cost is above the price', async () => {
    const goods = await addGoods(shop, { price: 100, cost_price: 150.55 });
    expect(await addSale(shop, goods.id, { quantity: 2 })).toMatchObject({ total_revenue: 200, total_profit: -101.1 });
  });

  it('keep the price and the cost of their day', async () => {
    const goods = await addGoods(shop, { price: 100, cost_price: 60 });
    const sale = await addSale(shop, goods.id, { quantity: 2 });
    expectOk(await shop.put(`/api/goods/${goods.id}`, { price: 500, cost_price: 400, name: 'New name' }));
    const edited = expectOk(await changeSale(sale.id, { quantity: 3 })).body.data;
    expect(edited).toMatchObject({ unit_price: 100, unit_cost: 60, total_revenue: 300, total_profit: 120 });
    expect(edited.goods.name).toBe('New name');
    expect(await addSale(shop, goods.id)).toMatchObject({ unit_price: 500, total_profit: 100 });
  });

  it('may take the last unit, and not one more', async () => {
    const goods = await addGoods(shop, { stock_quantity: 3 });
    await addSale(shop, goods.id, { quantity: 2 });
    const tooMany = { goods_id: goods.id, quantity: 2, sale_date: '2026-01-05' };
    const answer = await shop.post('/api/sales', tooMany);
    expectProblem(answer, 400, 'insufficient_stock');
    expect(answer.body.detail).toBe('Not enough stock: 1 available, 2 requested');
    expect(await stockOf(shop, goods.id)).toBe(1);
    await addSale(shop, goods.id);
    expect(await stockOf(shop, goods.id)).toBe(0);
    expectProblem(await shop.post('/api/sales', { ...tooMany, quantity: 1 }), 400, 'insufficient_stock');
  });

  it('of goods that are not there are refused', async () => {
    const answer = await shop.post('/api/sales', { goods_id: NOBODYS_ID, quantity: 1, sale_date: '2026-01-05' });
    expectProblem(answer, 404, 'goods_not_found');
  });

  it('may lie on any day, the past and the future too', async () => {
    const goods = await addGoods(shop);
    for (const sale_date of ['2000-01-01', '2024-02-29', '2099-12-31']) {
      expect(await addSale(shop, goods.id, { sale_date })).toMatchObject({ sale_date });
    }
  });

  it('move stock, revenue and profit when their quantity changes', async () => {
    const goods = await addGoods(shop, { price: 10, cost_price: 4, stock_quantity: 10 });
    const sale = await addSale(shop, goods.id, { quantity: 4 });
    const more = expectOk(await changeSale(sale.id, { quantity: 10 }));
    expect(more.body).toEqual({
      message: 'Sales updated successfully',
      data: { ...sale, quantity: 10, total_revenue: 100, total_profit: 60 },
    });
    expect(await stockOf(shop, goods.id)).toBe(0);
    const less = expectOk(await changeSale(sale.id, { quantity: 1 })).body.data;
    expect(less).toEqual({ ...sale, quantity: 1, total_revenue: 10, total_profit: 6 });
    expect(await stockOf(shop, goods.id)).toBe(9);
    expect(await movementsOf(stack.database, goods.id)).toEqual([
      { kind: 'opening', quantity_change: 10 },
      { kind: 'sale', quantity_change: -4 },
      { kind: 'sale_edit', quantity_change: -6 },
      { kind: 'sale_edit', quantity_change: 9 },
    ]);
  });

  it('cannot be raised beyond the stock', async () => {
    const goods = await addGoods(shop, { stock_quantity: 10 });
    const sale = await addSale(shop, goods.id, { quantity: 4 });
    const answer = await changeSale(sale.id, { quantity: 11, sale_date: '2026-02-02' });
    expectProblem(answer, 400, 'insufficient_stock');
    expect(answer.body.detail).toBe('Not enough stock: 10 available, 11 requested');
    expect(await stockOf(shop, goods.id)).toBe(6);
    expect(expectOk(await shop.get('/api/sales?limit=100')).body.data).toContainEqual(sale);
  });

  it('can be lowered when the stock has run out since', async () => {
    const goods = await addGoods(shop, { stock_quantity: 10 });
    const sale = await addSale(shop, goods.id, { quantity: 10 });
    expectOk(await changeSale(sale.id, { quantity: 10 }));
    expectOk(await changeSale(sale.id, { quantity: 9 }));
    expect(await stockOf(shop, goods.id)).toBe(1);
  });

  it('move to another day without moving stock', async () => {
    const goods = await addGoods(shop);
    const sale = await addSale(shop, goods.id, { quantity: 2 });
    const moved = expectOk(await changeSale(sale.id, { sale_date: '2025-12-24' })).body.data;
    expect(moved).toEqual({ ...sale, sale_date: '2025-12-24' });
    expect(expectOk(await changeSale(sale.id, {})).body.data).toEqual(moved);
    expect(await stockOf(shop, goods.id)).toBe(8);
    expect(await movementsOf(stack.database, goods.id)).toHaveLength(2);
  });

  it('give their stock back when they are deleted, once', async () => {
    const goods = await addGoods(shop);
    const sale = await addSale(shop, goods.id, { quantity: 4 });
    const answer = expectOk(await shop.delete(`/api/sales/${sale.id}`));
    expect(answer.body).toEqual({ message: 'Sales deleted successfully', data: sale });
    expect(await stockOf(shop, goods.id)).toBe(10);
    expectProblem(await shop.delete(`/api/sales/${sale.id}`), 404, 'sale_not_found');
    expectProblem(await changeSale(sale.id, { quantity: 1 }), 404, 'sale_not_found');
    expect(await stockOf(shop, goods.id)).toBe(10);
    expect((await movementsOf(stack.database, goods.id)).at(-1)).toEqual({ kind: 'sale_void', quantity_change: 4 });
  });

  it('that were never there are not found', async () => {
    expectProblem(await changeSale(NOBODYS_ID, { quantity: 1 }), 404, 'sale_not_found');
    expectProblem(await shop.delete(`/api/sales/${NOBODYS_ID}`), 404, 'sale_not_found');
  });

  it('do not move to other goods, another shop or another price', async () => {
    const goods = await addGoods(shop);
    const other = await addGoods(shop);
    const sale = await addSale(shop, goods.id);
    const forged = { goods_id: other.id, user_id: NOBODYS_ID, unit_price: 1, id: NOBODYS_ID };
    expect(expectOk(await changeSale(sale.id, forged)).body.data).toEqual(sale);
  });

  it('are reached with a trailing slash on every path', async () => {
    const goods = await addGoods(shop, { name: 'Slash' });
    const sale = { goods_id: goods.id.toUpperCase(), quantity: 1, sale_date: '2026-01-05' };
    const { id } = expectOk(await shop.post('/api/sales/', sale)).body.data;
    expect(expectOk(await shop.get('/api/sales/?q=slash')).body.total).toBe(1);
    expectOk(await shop.put(`/api/sales/${id}/`, { quantity: 2 }));
    expectOk(await shop.delete(`/api/sales/${id}/`));
  });

  it('have left books that balance', async () => {
    expect(await unbalancedGoods(stack.database)).toEqual([]);
  });
});
