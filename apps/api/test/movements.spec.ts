import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import type { MovementView } from '../src/stock/dto/movement.view.js';
import { addGoods, addSale, expectProblem, expectRefusedFields, NOBODYS_ID } from './shop-steps.js';

describe('the movements of goods', () => {
  let stack: TestStack;
  let shop: ApiClient;

  beforeAll(async () => {
    stack = await startTestStack();
    shop = await stack.newShop();
  });

  afterAll(() => stack.stop());

  async function movements(goodsId: string, query = ''): Promise<MovementView[]> {
    return expectOk(await shop.get(`/api/goods/${goodsId}/movements${query}`)).body.data;
  }

  it('are all that moved the stock, newest first, with what is behind each', async () => {
    const { id } = await addGoods(shop, { stock_quantity: 10 });
    const sale = await addSale(shop, id, { quantity: 4 });
    expectOk(await shop.put(`/api/sales/${sale.id}`, { quantity: 1 }));
    expectOk(await shop.delete(`/api/sales/${sale.id}`));
    expectOk(await shop.post(`/api/goods/${id}/receipts`, { quantity: 5, unit_cost: 12.5, note: 'Faktur 7' }));
    expectOk(await shop.post(`/api/goods/${id}/adjustments`, { quantity_change: -2, reason: 'Rusak' }));
    expectOk(await shop.put(`/api/goods/${id}`, { stock_quantity: 9 }));
    const count = expectOk(await shop.post('/api/stock_counts', {})).body.data;
    expectOk(await shop.put(`/api/stock_counts/${count.id}/lines`, { lines: [{ goods_id: id, counted_quantity: 8 }] }));
    expectOk(await shop.post(`/api/stock_counts/${count.id}/close`, {}));

    const plain = { goods_id: id, unit_cost: null, note: null, sale_id: null, stock_count_id: null };
    const listed = await movements(id);
    expect(listed.map(({ line: _, created_at: __, ...rest }) => rest)).toEqual([
      { ...plain, kind: 'count', quantity_change: -1, unit_cost: 12.5, stock_count_id: count.id },
      { ...plain, kind: 'adjustment', quantity_change: -4 },
      { ...plain, kind: 'adjustment', quantity_change: -2, note: 'Rusak' },
      { ...plain, kind: 'receipt', quantity_change: 5, unit_cost: 12.5, note: 'Faktur 7' },
      { ...plain, kind: 'sale_void', quantity_change: 1, sale_id: sale.id },
      { ...plain, kind: 'sale_edit', quantity_change: 3, sale_id: sale.id },
      { ...plain, kind: 'sale', quantity_change: -4, sale_id: sale.id },
      { ...plain, kind: 'opening', quantity_change: 10 },
    ]);
    const lines = listed.map(({ line }) => line);
    expect(lines).toEqual([...lines].sort((a, b) => b - a));
    const times = listed.map(({ created_at }) => created_at);
    expect(times).toEqual([...times].sort().reverse());
    expect(listed.reduce((sum, { quantity_change }) => sum + quantity_change, 0)).toBe(8);
  });

  it('come a page at a time, each line once', async () => {
    const { id } = await addGoods(shop, { stock_quantity: 10 });
    for (let index = 0; index < 6; index++) await addSale(shop, id);
    const all = await movements(id);
    expect(all).toHaveLength(7);
    const answer = expectOk(await shop.get(`/api/goods/${id}/movements?limit=3&page_index=2`));
    expect(answer.body).toEqual({ data: all.slice(3, 6), total: 7, page: 2, limit: 3 });
    expect(await movements(id, '?limit=3&page_index=3')).toEqual(all.slice(6));
    expect(await movements(id, '?limit=3&page_index=4')).toEqual([]);
  });

  it('are none where the stock never moved', async () => {
    const { id } = await addGoods(shop, { stock_quantity: 0 });
    expect(expectOk(await shop.get(`/api/goods/${id}/movements/`)).body).toEqual({
      data: [],
      total: 0,
      page: 1,
      limit: 20,
    });
  });

  it('stay when goods are archived', async () => {
    const { id } = await addGoods(shop);
    const before = await movements(id);
    expectOk(await shop.delete(`/api/goods/${id}`));
    expect(await movements(id)).toEqual(before);
  });

  it('of unknown goods are not found, and bad parameters are refused', async () => {
    const { id } = await addGoods(shop);
    expectProblem(await shop.get(`/api/goods/${NOBODYS_ID}/movements`), 404, 'goods_not_found');
    expectRefusedFields(await shop.get('/api/goods/1/movements'), 'id');
    expectRefusedFields(await shop.get(`/api/goods/${id}/movements?limit=101&page_index=0`), 'limit', 'page_index');
  });
});
