import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import type { GoodsView } from '../src/goods/dto/goods.view.js';
import type { SaleView } from '../src/sales/dto/sale.view.js';
import type { IntegrityView } from '../src/stock/dto/integrity.view.js';
import { addGoods, addSale, expectProblem } from './shop-steps.js';

const NONE = { stock: 0, sales: 0, totals: 0, monthly_totals: 0, goods_totals: 0 };
const NOTHING = { sales_count: 0, quantity: 0, revenue: 0, profit: 0 };
/** Three units at 100 that cost 40 each. */
const SOLD = { sales_count: 1, quantity: 3, revenue: 300, profit: 180 };

describe('the integrity of the books', () => {
  let stack: TestStack;
  let shop: ApiClient;
  let goods: GoodsView;
  let sale: SaleView;

  beforeAll(async () => {
    stack = await startTestStack();
  });

  beforeEach(async () => {
    shop = await stack.newShop();
    goods = await addGoods(shop, { name: 'Kopi', price: 100, cost_price: 40, stock_quantity: 10 });
    sale = await addSale(shop, goods.id, { quantity: 3, sale_date: '2026-01-31' });
  });

  afterAll(() => stack.stop());

  const check = async (): Promise<IntegrityView> => expectOk(await shop.get('/api/integrity')).body.data;

  /** Changes the shop's rows behind the app's back. */
  const corrupt = (sql: string): Promise<unknown[]> => stack.database.query(sql, [shop.userId]);

  it('holds in an empty shop', async () => {
    shop = await stack.newShop();
    expect(expectOk(await shop.get('/api/integrity')).body).toEqual({
      data: {
        balanced: true,
        goods_checked: 0,
        sales_checked: 0,
        disagreements: NONE,
        stock: [],
        sales: [],
        totals: [],
        monthly_totals: [],
        goods_totals: [],
      },
    });
  });

  it('holds after everything that moves the stock', async () => {
    const second = await addGoods(shop, { stock_quantity: 20 });
    const other = await addSale(shop, second.id, { quantity: 5, sale_date: '2026-02-01' });
    expectOk(await shop.put(`/api/sales/${other.id}`, { quantity: 2, sale_date: '2025-12-31' }));
    expectOk(await shop.delete(`/api/sales/${sale.id}`));
    expectOk(await shop.post(`/api/goods/${second.id}/receipts`, { quantity: 7, unit_cost: 3 }));
    expectOk(await shop.post(`/api/goods/${second.id}/adjustments`, { quantity_change: -4, reason: 'Rusak' }));
    const count = expectOk(await shop.post('/api/stock_counts', {})).body.data;
    const lines = [{ goods_id: second.id, counted_quantity: 1 }];
    expectOk(await shop.put(`/api/stock_counts/${count.id}/lines`, { lines }));
    expectOk(await shop.post(`/api/stock_counts/${count.id}/close`, {}));
    expectOk(await shop.delete(`/api/goods/${goods.id}`));
    expect(await check()).toMatchObject({ balanced: true, goods_checked: 2, sales_checked: 1, disagreements: NONE });
  });

  it('is broken by a stock that is not the sum of its movements', async () => {
    await corrupt('UPDATE goods SET stock_quantity = 9 WHERE user_id = $1');
    const totals = { goods_count: 1, archived_count: 0 };
    expect(await check()).toEqual({
      balanced: false,
      goods_checked: 1,
      sales_checked: 1,
      disagreements: { ...NONE, stock: 1, goods_totals: 1 },
      stock: [{ goods_id: goods.id, name: 'Kopi', stock_quantity: 9, ledger_sum: 7 }],
      sales: [],
      totals: [],
      monthly_totals: [],
      goods_totals: [{ expected: { ...totals, stock_value: 360 }, kept: { ...totals, stock_value: 280 } }],
    });
  });

  it('is broken by a stock without any movement, of archived goods too', async () => {
    expectOk(await shop.delete(`/api/goods/${goods.id}`));
    await corrupt("DELETE FROM stock_movements WHERE user_id = $1 AND kind = 'opening'");
    expect((await check()).stock).toMatchObject([{ goods_id: goods.id, stock_quantity: 7, ledger_sum: -3 }]);
    await corrupt('DELETE FROM stock_movements WHERE user_id = $1');
    expect(await check()).toMatchObject({
      balanced: false,
      stock: [{ goods_id: goods.id, stock_quantity: 7, ledger_sum: 0 }],
      sales: [{ goods_id: goods.id, name: 'Kopi', sold_by_sales: 3, sold_by_ledger: 0 }],
    });
  });

  it('is broken by a sale that is not what its movements took out', async () => {
    await corrupt('UPDATE sales SET quantity = 4 WHERE user_id = $1');
    expect(await check()).toMatchObject({
      balanced: false,
      disagreements: { stock: 0, sales: 1, totals: 1, monthly_totals: 1 },
      stock: [],
      sales: [{ goods_id: goods.id, name: 'Kopi', sold_by_sales: 4, sold_by_ledger: 3 }],
    });
  });

  it('is broken by movements of a sale that is not there', async () => {
    await corrupt('DELETE FROM sales WHERE user_id = $1');
    expect(await check()).toMatchObject({
      balanced: false,
      sales_checked: 0,
      sales: [{ goods_id: goods.id, sold_by_sales: 0, sold_by_ledger: 3 }],
      totals: [{ sale_date: '2026-01-31', expected: NOTHING, kept: SOLD }],
      monthly_totals: [{ month: '2026-01-01', goods_id: goods.id, name: 'Kopi', expected: NOTHING, kept: SOLD }],
    });
  });

  it.each([
    ['sales_count', 2],
    ['quantity', 4],
    ['revenue', 300.01],
    ['profit', -180],
  ])('is broken by a total with another %s', async (column, kept) => {
    await corrupt(`UPDATE daily_sales SET ${column} = ${kept} WHERE user_id = $1`);
    expect(await check()).toEqual({
      balanced: false,
      goods_checked: 1,
      sales_checked: 1,
      disagreements: { ...NONE, totals: 1 },
      stock: [],
      sales: [],
      totals: [{ sale_date: '2026-01-31', expected: SOLD, kept: { ...SOLD, [column]: kept } }],
      monthly_totals: [],
      goods_totals: [],
    });
    await corrupt(`UPDATE monthly_goods_sales SET ${column} = ${kept} WHERE user_id = $1`);
    const { monthly_totals } = await check();
    const month = { month: '2026-01-01', goods_id: goods.id, name: 'Kopi' };
    expect(monthly_totals).toEqual([{ ...month, expected: SOLD, kept: { ...SOLD, [column]: kept } }]);
  });

  it('is broken by a total that is missing, but not by one of zero that nothing was sold for', async () => {
    await corrupt('DELETE FROM daily_sales WHERE user_id = $1');
    await corrupt('DELETE FROM monthly_goods_sales WHERE user_id = $1');
    expect(await check()).toMatchObject({
      balanced: false,
      totals: [{ sale_date: '2026-01-31', expected: SOLD, kept: NOTHING }],
      monthly_totals: [{ month: '2026-01-01', expected: SOLD, kept: NOTHING }],
    });
    await corrupt('DELETE FROM stock_movements WHERE user_id = $1 AND sale_id IS NOT NULL');
    await corrupt('DELETE FROM sales WHERE user_id = $1');
    await corrupt('UPDATE goods SET stock_quantity = 10 WHERE user_id = $1');
    await corrupt('UPDATE goods_totals SET stock_value = 400 WHERE user_id = $1');
    await corrupt(`INSERT INTO daily_sales VALUES ($1, '2026-03-01', 0, 0, 0, 0)`);
    expect(await check()).toMatchObject({ balanced: true, sales_checked: 0, totals: [] });
  });

  it.each([
    ['goods_count', 2],
    ['archived_count', 1],
    ['stock_value', 280.01],
  ])('is broken by totals of goods with another %s, and by none', async (column, kept) => {
    const expected = { goods_count: 1, archived_count: 0, stock_value: 280 };
    await corrupt(`UPDATE goods_totals SET ${column} = ${kept} WHERE user_id = $1`);
    expect(await check()).toMatchObject({
      balanced: false,
      disagreements: { ...NONE, goods_totals: 1 },
      goods_totals: [{ expected, kept: { ...expected, [column]: kept } }],
    });
    await corrupt('DELETE FROM goods_totals WHERE user_id = $1');
    expect((await check()).goods_totals).toEqual([
      { expected, kept: { goods_count: 0, archived_count: 0, stock_value: 0 } },
    ]);
  });

  it('names the first 100 of what is wrong, and counts all', async () => {
    await corrupt(`INSERT INTO goods (user_id, id, name, price, stock_quantity)
      SELECT $1, gen_random_uuid(), 'Goods ' || lpad(number::text, 3, '0'), 1, 5 FROM generate_series(1, 150) AS number`);
    const { stock, ...rest } = await check();
    expect(rest).toMatchObject({
      balanced: false,
      goods_checked: 151,
      disagreements: { ...NONE, stock: 150, goods_totals: 1 },
    });
    expect(stock.map(({ name }) => name)).toEqual(
      Array.from({ length: 100 }, (_, index) => `Goods ${String(index + 1).padStart(3, '0')}`),
    );
  });

  it('holds sums beyond 32 bits', async () => {
    await corrupt(`INSERT INTO stock_movements (user_id, goods_id, kind, quantity_change)
      SELECT user_id, id, 'sale', -2000000000 FROM goods, generate_series(1, 3) WHERE user_id = $1`);
    expect(await check()).toMatchObject({
      stock: [{ stock_quantity: 7, ledger_sum: 7 - 6_000_000_000 }],
      sales: [{ sold_by_sales: 3, sold_by_ledger: 6_000_000_003 }],
    });
  });

  it('of another shop does not matter', async () => {
    const other = await stack.newShop();
    await corrupt('UPDATE goods SET stock_quantity = 9 WHERE user_id = $1');
    expect(expectOk(await other.get('/api/integrity')).body.data).toMatchObject({ balanced: true, goods_checked: 0 });
    expectProblem(await stack.anonymous.get('/api/integrity'), 401, 'invalid_token');
  });

  it('holds at every moment while selling goes on', async () => {
    const many = await addGoods(shop, { stock_quantity: 500 });
    let selling = true;
    const sales = Array.from({ length: 10 }, async () => {
      for (let index = 0; index < 10; index++) {
        const sold = await addSale(shop, many.id, { quantity: 2 });
        expectOk(await shop.put(`/api/sales/${sold.id}`, { quantity: 1 }));
      }
    });
    const checks: IntegrityView[] = [];
    const checking = (async () => {
      do checks.push(await check());
      while (selling);
    })();
    await Promise.all(sales);
    selling = false;
    await checking;
    expect(checks.filter(({ balanced }) => !balanced)).toEqual([]);
    expect(await check()).toMatchObject({ balanced: true, sales_checked: 101 });
  });
});
