import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { addGoods, addSale, expectProblem, movementsOf, NOBODYS_ID, unbalancedGoods } from './shop-steps.js';

const FULL = {
  name: 'Kopi Gayo 250 g',
  category: 'Kopi',
  price: 48000.5,
  stock_quantity: 24,
  sku: 'GAYO-250',
  unit: 'pcs',
  cost_price: 31000.25,
  lead_time_days: 3,
  low_stock_threshold: 10,
};

describe('goods', () => {
  let stack: TestStack;
  let shop: ApiClient;

  beforeAll(async () => {
    stack = await startTestStack();
    shop = await stack.newShop();
  });

  afterAll(() => stack.stop());

  it('are added with a name and a price, and defaults for the rest', async () => {
    const answer = expectOk(await shop.post('/api/goods', { name: 'Teh', price: 5000 }));
    expect(answer.body).toEqual({
      message: 'Goods created successfully',
      data: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        user_id: shop.userId,
        name: 'Teh',
        category: null,
        price: 5000,
        stock_quantity: 0,
        created_at: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/),
        sku: null,
        unit: null,
        cost_price: 0,
        lead_time_days: null,
        low_stock_threshold: null,
        archived_at: null,
      },
    });
    expect(await movementsOf(stack.database, answer.body.data.id)).toEqual([]);
  });

  it('are added with every field, and their stock is booked as the opening', async () => {
    const goods = await addGoods(shop, FULL);
    expect(goods).toMatchObject(FULL);
    expect(await movementsOf(stack.database, goods.id)).toEqual([{ kind: 'opening', quantity_change: 24 }]);
    const { data } = expectOk(await shop.get(`/api/goods/${goods.id}`)).body;
    expect(data).toEqual({ ...goods, sales: [] });
  });

  it('have null for a category, SKU or unit that is empty or blank', async () => {
    const goods = await addGoods(shop, { category: '', sku: '   ', unit: null });
    expect(goods).toMatchObject({ category: null, sku: null, unit: null });
  });

  it('keep their name as it is, without the blanks around it', async () => {
    const name = `Teh "Poci" 'asli' 100 % <b>ß</b> 茶 🍵 \\ ; DROP TABLE goods`;
    expect(await addGoods(shop, { name: `  ${name}  ` })).toMatchObject({ name });
  });

  it('keep the largest amounts exactly', async () => {
    const large = { price: 999_999_999_999.99, cost_price: 0.01, stock_quantity: 1_000_000_000, lead_time_days: 365 };
    expect(await addGoods(shop, large)).toMatchObject(large);
  });

  it('ignore what a client may not set', async () => {
    const forged = { id: NOBODYS_ID, user_id: NOBODYS_ID, archived_at: '2020-01-01', created_at: '2020-01-01' };
    const goods = await addGoods(shop, forged);
    expect(goods).toMatchObject({ user_id: shop.userId, archived_at: null });
    expect(goods.id).not.toBe(NOBODYS_ID);
    expect(goods.created_at).not.toContain('2020-01-01');
  });

  it.each(Object.entries({ ...FULL, name: 'Other', price: 1, cost_price: 2, stock_quantity: 3, category: 'Teh' }))(
    'change in their %s alone',
    async (field, value) => {
      const before = await addGoods(shop, { ...FULL, lead_time_days: 9, low_stock_threshold: 9, sku: 'A', unit: 'B' });
      const answer = expectOk(await shop.put(`/api/goods/${before.id}`, { [field]: value }));
      expect(answer.body).toEqual({ message: 'Goods updated successfully', data: { ...before, [field]: value } });
    },
  );

  it('are not changed by an empty change', async () => {
    const before = await addGoods(shop, FULL);
    expect(expectOk(await shop.put(`/api/goods/${before.id}`, {})).body.data).toEqual(before);
    expect(expectOk(await shop.request('PUT', `/api/goods/${before.id}`)).body.data).toEqual(before);
  });

  it('lose what is cleared with null', async () => {
    const before = await addGoods(shop, FULL);
    const nulls = { category: null, sku: null, unit: null, lead_time_days: null, low_stock_threshold: null };
    const { data } = expectOk(await shop.put(`/api/goods/${before.id}`, nulls)).body;
    expect(data).toEqual({ ...before, ...nulls });
    expect(expectOk(await shop.put(`/api/goods/${before.id}`, { category: '' })).body.data.category).toBeNull();
  });

  it('have every change of their stock booked as an adjustment', async () => {
    const { id } = await addGoods(shop, { stock_quantity: 10 });
    for (const stock_quantity of [4, 4, 9, 0]) {
      expect(expectOk(await shop.put(`/api/goods/${id}`, { stock_quantity })).body.data).toMatchObject({
        stock_quantity,
      });
    }
    expect(await movementsOf(stack.database, id)).toEqual([
      { kind: 'opening', quantity_change: 10 },
      { kind: 'adjustment', quantity_change: -6 },
      { kind: 'adjustment', quantity_change: 5 },
      { kind: 'adjustment', quantity_change: -9 },
    ]);
    expect(await unbalancedGoods(stack.database)).toEqual([]);
  });

  it('are shown with their latest 20 sales', async () => {
    const goods = await addGoods(shop, { stock_quantity: 100 });
    for (let day = 1; day <= 22; day++) {
      await addSale(shop, goods.id, { sale_date: `2026-01-${String(day).padStart(2, '0')}` });
    }
    const late = await addSale(shop, goods.id, { sale_date: '2026-01-22', quantity: 2 });
    const { sales } = expectOk(await shop.get(`/api/goods/${goods.id}`)).body.data;
    const { goods: _, ...line } = late;
    expect(sales).toHaveLength(20);
    expect(sales[0]).toEqual(line);
    const days: string[] = sales.map((sale: { sale_date: string }) => sale.sale_date);
    expect(days).toEqual([...days].sort().reverse());
    expect(days.at(-1)).toBe('2026-01-04');
  });

  it('are found by an id in capital letters too', async () => {
    const { id } = await addGoods(shop);
    expect(expectOk(await shop.get(`/api/goods/${id.toUpperCase()}`)).body.data.id).toBe(id);
  });

  it('leave the list when they are deleted, and their sales stay in the books', async () => {
    const goods = await addGoods(shop, { name: 'Gula aren' });
    const sale = await addSale(shop, goods.id, { quantity: 3 });
    const answer = expectOk(await shop.delete(`/api/goods/${goods.id}`));
    expect(answer.body).toEqual({
      message: 'Goods deleted successfully',
      data: { ...goods, stock_quantity: 7, archived_at: expect.stringMatching(/Z$/) },
    });
    expect(expectOk(await shop.get('/api/goods?q=gula%20aren')).body).toMatchObject({ data: [], total: 0 });
    expect(expectOk(await shop.get('/api/sales?q=gula%20aren')).body).toMatchObject({ data: [sale], total: 1 });
    expect(expectOk(await shop.get(`/api/goods/${goods.id}`)).body.data.sales).toHaveLength(1);
  });

  it('that are deleted cannot be deleted, changed or sold again, but a sale of theirs can be corrected', async () => {
    const { id } = await addGoods(shop);
    const sale = await addSale(shop, id, { quantity: 3 });
    expectOk(await shop.delete(`/api/goods/${id}`));
    expectProblem(await shop.delete(`/api/goods/${id}`), 404, 'goods_archived');
    expectProblem(await shop.put(`/api/goods/${id}`, { price: 1 }), 404, 'goods_archived');
    const again = { goods_id: id, quantity: 1, sale_date: '2026-01-05' };
    expectProblem(await shop.post('/api/sales', again), 404, 'goods_archived');
    expectOk(await shop.put(`/api/sales/${sale.id}`, { quantity: 1 }));
    expectOk(await shop.delete(`/api/sales/${sale.id}`));
    expect(await movementsOf(stack.database, id)).toEqual([
      { kind: 'opening', quantity_change: 10 },
      { kind: 'sale', quantity_change: -3 },
      { kind: 'sale_edit', quantity_change: 2 },
      { kind: 'sale_void', quantity_change: 1 },
    ]);
  });

  it('that were never there are not found', async () => {
    expectProblem(await shop.get(`/api/goods/${NOBODYS_ID}`), 404, 'goods_not_found');
    expectProblem(await shop.put(`/api/goods/${NOBODYS_ID}`, { price: 1 }), 404, 'goods_not_found');
    expectProblem(await shop.delete(`/api/goods/${NOBODYS_ID}`), 404, 'goods_not_found');
  });

  it('are reached with a trailing slash on every path', async () => {
    const { id } = expectOk(await shop.post('/api/goods/', { name: 'Slash', price: 1 })).body.data;
    expect(expectOk(await shop.get('/api/goods/?q=slash')).body.total).toBe(1);
    expectOk(await shop.get(`/api/goods/${id}/`));
    expectOk(await shop.put(`/api/goods/${id}/`, { price: 2 }));
    expectOk(await shop.delete(`/api/goods/${id}/`));
  });
});
