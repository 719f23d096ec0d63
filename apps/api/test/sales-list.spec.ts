import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import type { SaleView } from '../src/sales/dto/sale.view.js';
import { addGoods, addSale, expectProblem, expectRefusedFields, stockOf } from './shop-steps.js';

interface SalesPage {
  readonly data: SaleView[];
  readonly total: number;
}

const GOODS_ID = '0b7c2f7e-55a1-4f0e-8c5d-3a0f4b6d9e21';

/** Values that a field refuses, both when a sale is booked and when it is changed. */
const REFUSED: Record<string, unknown[]> = {
  quantity: [null, '3', 0, -1, 1.5, 1_000_001, 1e20, [3], {}, true],
  sale_date: [null, '', 20260105, '2026-1-5', '05-01-2026', '2026-02-30', '2025-02-29', '2026-13-01', '2026-00-10'],
};
REFUSED['sale_date']?.push('1999-12-31', '2100-01-01', '2026-01-05T00:00:00', ' 2026-01-05', 'today', ['2026-01-05']);

const CASES = Object.entries(REFUSED).flatMap(([field, values]) =>
  values.map((value): [string, string, unknown] => [field, JSON.stringify(value), value]),
);

describe('the list of sales', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await startTestStack();
  });

  afterAll(() => stack.stop());

  async function list(shop: ApiClient, query = ''): Promise<SalesPage> {
    return expectOk(await shop.get(`/api/sales${query}`)).body;
  }

  it('is empty in a new shop', async () => {
    const shop = await stack.newShop();
    expect(await list(shop)).toEqual({ data: [], total: 0, page: 1, limit: 20 });
  });

  it('shows the latest day first, and of a day the sale booked last', async () => {
    const shop = await stack.newShop();
    const goods = await addGoods(shop, { stock_quantity: 100 });
    const days = ['2026-01-05', '2026-01-07', '2025-12-31', '2026-01-07', '2026-01-06', '2026-01-05'];
    const made: SaleView[] = [];
    for (const sale_date of days) made.push(await addSale(shop, goods.id, { sale_date }));
    const expected = [3, 1, 4, 5, 0, 2].map((index) => made[index]);
    expect(await list(shop)).toEqual({ data: expected, total: 6, page: 1, limit: 20 });
    expect(await list(shop, '?limit=4&page_index=2')).toEqual({ data: expected.slice(4), total: 6, page: 2, limit: 4 });
    expect(await list(shop, '?limit=4&page_index=3')).toEqual({ data: [], total: 6, page: 3, limit: 4 });
  });

  it('shows every sale once over its pages, also when all were booked at the same time', async () => {
    const shop = await stack.newShop();
    const goods = await addGoods(shop, { stock_quantity: 100 });
    const made = await Promise.all(Array.from({ length: 30 }, () => addSale(shop, goods.id)));
    await stack.database.query("UPDATE sales SET created_at = '2026-01-05T00:00:00Z' WHERE user_id = $1", [
      shop.userId,
    ]);
    const seen: string[] = [];
    for (let page = 1; page <= 10; page++) {
      expectOk(await shop.put(`/api/sales/${made[page]?.id ?? ''}`, { quantity: 2 }));
      seen.push(...(await list(shop, `?limit=3&page_index=${page}`)).data.map((sale) => sale.id));
    }
    expect(seen).toHaveLength(30);
    expect([...seen].sort()).toEqual(made.map((sale) => sale.id).sort());
  });

  it('finds text in the name of the goods, letter case aside, every character for itself', async () => {
    const shop = await stack.newShop();
    const arabica = await addGoods(shop, { name: '100% Arabica', category: 'Minuman' });
    const tea = await addGoods(shop, { name: 'Teh_Poci', category: 'Minuman' });
    const coffee = await addSale(shop, arabica.id);
    await addSale(shop, tea.id);
    const found = async (text: string) => (await list(shop, `?q=${encodeURIComponent(text)}`)).data.map(({ id }) => id);
    expect(await found('ARABICA')).toEqual([coffee.id]);
    expect(await found('%')).toEqual([coffee.id]);
    expect(await found('0_')).toEqual([]);
    expect(await found("' OR ''='")).toEqual([]);
    expect(await found('minuman')).toEqual([]);
    expect(await found('')).toHaveLength(2);
    expect((await list(shop, '?q=arabica&limit=1')).total).toBe(1);
  });

  it.each(['page_index=0', 'page_index=x', 'limit=0', 'limit=101', 'q=%00', 'q=a&q=b'])('refuses %s', async (query) => {
    const shop = await stack.newShop();
    expectRefusedFields(await shop.get(`/api/sales?${query}`), query.split('=')[0] ?? '');
  });
});

describe('a sale that breaks a rule', () => {
  let stack: TestStack;
  let shop: ApiClient;
  let sale: SaleView;

  beforeAll(async () => {
    stack = await startTestStack();
    shop = await stack.newShop();
    const { id } = await addGoods(shop);
    sale = await addSale(shop, id);
  });

  afterAll(() => stack.stop());

  it.each(CASES)('is refused: %s %s', async (field, _, value) => {
    const good = { goods_id: sale.goods_id, quantity: 1, sale_date: '2026-01-05' };
    expectRefusedFields(await shop.post('/api/sales', { ...good, [field]: value }), field);
    expectRefusedFields(await shop.put(`/api/sales/${sale.id}`, { [field]: value }), field);
  });

  it.each([null, '', 'kopi', 7, [GOODS_ID], {}, `${GOODS_ID}0`])('is refused: goods_id %j', async (goods_id) => {
    expectRefusedFields(await shop.post('/api/sales', { goods_id, quantity: 1, sale_date: '2026-01-05' }), 'goods_id');
  });

  it('is refused when nothing is said of it', async () => {
    expectRefusedFields(await shop.post('/api/sales', {}), 'goods_id', 'quantity', 'sale_date');
    expectRefusedFields(await shop.request('POST', '/api/sales'), 'goods_id', 'quantity', 'sale_date');
  });

  it('is refused when the body cannot be read', async () => {
    const init = { headers: { 'content-type': 'application/json' }, body: '{"quantity":' };
    expectProblem(await shop.send('/api/sales', { ...init, method: 'POST' }), 400, 'bad_request');
    expectProblem(await shop.send(`/api/sales/${sale.id}`, { ...init, method: 'PUT' }), 400, 'bad_request');
  });

  it('is refused under an id that is none', async () => {
    expectRefusedFields(await shop.put('/api/sales/1', { quantity: 1 }), 'id');
    expectRefusedFields(await shop.delete('/api/sales/undefined'), 'id');
  });

  it('leaves nothing behind', async () => {
    expect(expectOk(await shop.get('/api/sales')).body.data).toEqual([sale]);
    expect(await stockOf(shop, sale.goods_id)).toBe(9);
  });
});
