import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, calendarDayAt } from '@tor/kernel/calendar-day';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import type { DashboardView } from '../src/dashboard/dto/dashboard.view.js';
import { expectedSales, NO_SALES, type ModelGoods, type ModelSale } from './dashboard-model.js';
import { seededNumbers } from './seeded-numbers.js';
import { addGoods, addSale, expectProblem } from './shop-steps.js';
import { wrongTotals } from './totals-of-sales.js';

/** The days around two ends of months and one end of a year. */
const DAYS = ['2025-11-30', '2025-12-01', '2025-12-31', '2026-01-01', '2026-01-15', '2026-01-31', '2026-02-01'];
const MONTHS = ['2025-10', '2025-11', '2025-12', '2026-01', '2026-02', '2026-03'];

describe('the dashboard', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await startTestStack();
  });

  afterAll(() => stack.stop());

  async function dashboard(shop: ApiClient, query = ''): Promise<DashboardView> {
    return expectOk(await shop.get(`/api/dashboard/${query}`)).body.data;
  }

  const ofMonth = (shop: ApiClient, month: string): Promise<DashboardView> => {
    const [year, number] = month.split('-').map(Number);
    return dashboard(shop, `?year=${year}&month=${number}`);
  };

  it('of a shop without anything is empty', async () => {
    expect(await ofMonth(await stack.newShop(), '2026-01')).toEqual({
      ...{ year: 2026, month: 1 },
      top_low_stock: [],
      sales_chart: [],
      monthly_revenue: 0,
      monthly_profit: 0,
      top_selling_item: NO_SALES,
      previous_month: { year: 2025, month: 12, monthly_revenue: 0, monthly_profit: 0, total_quantity: 0 },
      stock_value: 0,
    });
  });

  it.each([1, 2, 3])('is a plain sum over the sales, whatever happened to them, seed %i', async (seed) => {
    const random = seededNumbers(seed);
    const pick = <T>(of: readonly T[]): T => of[random(of.length)] as T;
    const shop = await stack.newShop();
    const goods: ModelGoods[] = [];
    for (let number = 1; number <= 5; number++) {
      const prices = { price: 1000 + random(1000), cost_price: 500 + random(1000) };
      const name = `Goods ${random(1000)}-${number}`;
      goods.push({ name, ...prices, id: (await addGoods(shop, { name, ...prices, stock_quantity: 10_000 })).id });
    }
    const sales: ModelSale[] = [];
    const archived = new Set<ModelGoods>();
    for (let step = 0; step < 150; step++) {
      const kind = random(12);
      const sale = pick(sales);
      const one = pick(goods);
      if (kind === 0 && step > 100 && archived.size < 2 && !archived.has(one)) {
        expectOk(await shop.delete(`/api/goods/${one.id}`));
        archived.add(one);
      } else if (kind < 2 && !archived.has(one)) {
        const prices = { price: 1000 + random(1000), cost_price: 500 + random(1000) };
        Object.assign(one, prices);
        expectOk(await shop.put(`/api/goods/${one.id}`, prices));
      } else if (kind < 4 && sale) {
        const change = { quantity: 1 + random(9), sale_date: pick(DAYS) };
        expectOk(await shop.put(`/api/sales/${sale.id}`, change));
        Object.assign(sale, { quantity: change.quantity, saleDate: change.sale_date });
      } else if (kind < 6 && sale) {
        expectOk(await shop.delete(`/api/sales/${sale.id}`));
        sales.splice(sales.indexOf(sale), 1);
      } else if (!archived.has(one)) {
        const [quantity, saleDate] = [1 + random(9), pick(DAYS)];
        const { id } = await addSale(shop, one.id, { quantity, sale_date: saleDate });
        sales.push({ id, goods: one, unitPrice: one.price, unitCost: one.cost_price, quantity, saleDate });
      }
    }
    for (const month of MONTHS) expect(await ofMonth(shop, month)).toMatchObject(expectedSales(sales, month));
    expect(await wrongTotals(stack.database)).toEqual([]);
  });

  it('keeps what was earned when price and cost change later', async () => {
    const shop = await stack.newShop();
    const { id } = await addGoods(shop, { price: 48000.5, cost_price: 31000.25 });
    const sale = await addSale(shop, id, { quantity: 3 });
    expectOk(await shop.put(`/api/goods/${id}`, { price: 1, cost_price: 2 }));
    const sums = { monthly_revenue: 144001.5, monthly_profit: 51000.75 };
    expect(await ofMonth(shop, '2026-01')).toMatchObject(sums);
    expectOk(await shop.put(`/api/sales/${sale.id}`, { quantity: 1 }));
    expect(await ofMonth(shop, '2026-01')).toMatchObject({ monthly_revenue: 48000.5, monthly_profit: 17000.25 });
  });

  it('shows a loss as one', async () => {
    const shop = await stack.newShop();
    const { id } = await addGoods(shop, { price: 100, cost_price: 150 });
    await addSale(shop, id, { quantity: 2 });
    const { monthly_profit, top_selling_item } = await ofMonth(shop, '2026-01');
    expect([monthly_profit, top_selling_item.total_profit]).toEqual([-100, -100]);
  });

  it('adds up the largest sales there can be', async () => {
    const shop = await stack.newShop();
    const { id } = await addGoods(shop, { price: 999_999_999_999.99, stock_quantity: 1_000_000_000 });
    for (let sale = 0; sale < 5; sale++) await addSale(shop, id, { quantity: 1_000_000 });
    const { monthly_revenue, top_selling_item } = await ofMonth(shop, '2026-01');
    expect(monthly_revenue).toBe(4_999_999_999_999_950_000);
    expect(top_selling_item.total_quantity_sold).toBe(5_000_000);
  });

  it('has no best seller left when all sales are deleted or moved to another month', async () => {
    const shop = await stack.newShop();
    const { id } = await addGoods(shop);
    const [deleted, moved] = [await addSale(shop, id), await addSale(shop, id)];
    expectOk(await shop.delete(`/api/sales/${deleted.id}`));
    expectOk(await shop.put(`/api/sales/${moved.id}`, { sale_date: '2026-02-01' }));
    const { sales_chart, top_selling_item } = await ofMonth(shop, '2026-01');
    expect({ sales_chart, top_selling_item }).toEqual({ sales_chart: [], top_selling_item: NO_SALES });
    expect((await ofMonth(shop, '2026-02')).top_selling_item.total_quantity_sold).toBe(1);
  });

  it('takes the larger profit of two that sold as many units, then the name', async () => {
    const shop = await stack.newShop();
    const [b, a, cheap] = [
      await addGoods(shop, { name: 'B', price: 20 }),
      await addGoods(shop, { name: 'A', price: 20 }),
      await addGoods(shop, { name: '0', price: 10 }),
    ];
    for (const { id } of [cheap, b, a]) await addSale(shop, id, { quantity: 5 });
    expect((await ofMonth(shop, '2026-01')).top_selling_item.name).toBe('A');
  });

  it('lists the ten active goods with the fewest units, and values the stock of all active ones at cost', async () => {
    const shop = await stack.newShop();
    for (let stock_quantity = 12; stock_quantity >= 1; stock_quantity--) {
      await addGoods(shop, { name: `Stock ${stock_quantity}`, stock_quantity, cost_price: 1.5, category: 'Kopi' });
    }
    const archived = await addGoods(shop, { name: 'Archived', stock_quantity: 0, cost_price: 7 });
    await addGoods(shop, { name: 'Cost unknown', stock_quantity: 100 });
    expectOk(await shop.delete(`/api/goods/${archived.id}`));
    const { top_low_stock, stock_value } = await dashboard(shop);
    expect(top_low_stock.map(({ name }) => name)).toEqual(Array.from({ length: 10 }, (_, n) => `Stock ${n + 1}`));
    expect(top_low_stock[3]).toEqual({
      id: expect.any(String),
      name: 'Stock 4',
      category: 'Kopi',
      stock_quantity: 4,
      price: 48000,
      days_of_cover: null,
    });
    expect(stock_value).toBe(78 * 1.5);
  });

  it('says how long the stock lasts by the latest forecast, without the days that are over', async () => {
    const shop = await stack.newShop();
    const forecastOf = async (goodsId: string, asOf: string, predicted: readonly number[]): Promise<void> => {
      const run = randomUUID();
      const { database } = stack;
      await database.query(
        `INSERT INTO forecast_runs (user_id, id, as_of, horizon_days, status, started_at, finished_at)
         VALUES ($1, $2, $3, $4, 'done', now(), clock_timestamp())`,
        [shop.userId, run, asOf, predicted.length],
      );
      await database.query(
        `INSERT INTO restock_inferences SELECT * FROM jsonb_populate_record(NULL::restock_inferences, $1)`,
        [
          {
            ...{ user_id: shop.userId, run_id: run, goods_id: goodsId, demand_version: 0, model: 'test' },
            ...{ predicted, lower: predicted, upper: predicted, week_lower: 0, week_upper: 0, mean_absolute_error: 0 },
            ...{ protection_days: 10, protection_demand: 0, protection_safety_stock: 0, protection_lower_demand: 0 },
            ...{ protection_upper_demand: 0, lead_time_days: 3, lead_time_demand: 0, lead_time_safety_stock: 0 },
            ...{ stock_quantity: 0, restock_quantity: 0, service_level: 0.95 },
          },
        ],
      );
    };
    const cover = async (): Promise<(number | null)[]> =>
      (await dashboard(shop)).top_low_stock.map(({ days_of_cover }) => days_of_cover);
    const today = calendarDayAt(new Date(), 'Asia/Jakarta');
    const { id } = await addGoods(shop, { stock_quantity: 10 });
    expect(await cover()).toEqual([null]);
    // Nothing here depends on whether midnight passes while it runs.
    await forecastOf(id, addDays(today, -2), [100, 100, ...Array.from({ length: 28 }, () => 4)]);
    expect(await cover()).toEqual([2.5]);
    await addSale(shop, id, { quantity: 9 });
    expect(await cover()).toEqual([0.3]);
    await forecastOf(id, today, [0, 0, 0, 0, 0]);
    expect(await cover()).toEqual([null]);
    await forecastOf(id, addDays(today, -30), [9, 9, 9]);
    expect(await cover()).toEqual([null]);
    // The shop has moved west, to where the day of the forecast is still to come.
    await forecastOf(id, addDays(today, 2), [9, 9, 9]);
    expect(await cover()).toEqual([null]);
  });

  it('is of this month and year where they are left out', async () => {
    const shop = await stack.newShop();
    const now = (): number[] => calendarDayAt(new Date(), 'Asia/Jakarta').split('-').slice(0, 2).map(Number);
    const shown = ({ year, month }: DashboardView): number[] => [year, month];
    const before = now();
    const [both, month, year] = [
      shown(await dashboard(shop)),
      shown(await dashboard(shop, '?year=2024')),
      shown(await dashboard(shop, '?month=7')),
    ];
    const oneOf = [before, now()];
    expect(oneOf).toContainEqual(both);
    expect(oneOf.map(([, nowMonth]) => [2024, nowMonth])).toContainEqual(month);
    expect(oneOf.map(([nowYear]) => [nowYear, 7])).toContainEqual(year);
  });

  it.each([
    ...['month=0', 'month=13', 'month=', 'month=x', 'month=1.5', 'month=-1', 'month=1&month=2', 'month=%00'],
    ...['year=1999&month=1', 'year=2100&month=1', 'year=', 'year=26', 'year=2026.5', 'year=2026&year=2025'],
    'month=99999999999999999999',
  ])('of %s is refused', async (query) => {
    expectProblem(await (await stack.newShop()).get(`/api/dashboard/?${query}`), 400, 'invalid_month');
  });

  it('ends with the century it begins with', async () => {
    const shop = await stack.newShop();
    const { id } = await addGoods(shop, { stock_quantity: 100 });
    for (const sale_date of ['2000-01-01', '2099-12-31']) await addSale(shop, id, { sale_date });
    const first = await ofMonth(shop, '2000-01');
    expect(first.previous_month).toMatchObject({ year: 1999, month: 12, total_quantity: 0 });
    expect(first.sales_chart).toEqual([{ date: '2000-01-01', total_quantity: 1, total_sales: 48000 }]);
    expect((await ofMonth(shop, '2099-12')).sales_chart).toHaveLength(1);
  });

  it('keeps its totals under sales, edits and deletes at the same time', async () => {
    const shop = await stack.newShop();
    const goods = [await addGoods(shop, { stock_quantity: 1000 }), await addGoods(shop, { stock_quantity: 1000 })];
    const made = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        addSale(shop, goods[n % 2]?.id ?? '', { sale_date: DAYS[n % DAYS.length], quantity: 3 }),
      ),
    );
    await Promise.all(
      made.map(async ({ id }, n) => {
        if (n % 3 === 0) expectOk(await shop.delete(`/api/sales/${id}`));
        else if (n % 3 === 1) await addSale(shop, goods[0]?.id ?? '', { sale_date: DAYS[n % DAYS.length] });
        else
          expectOk(
            await shop.put(`/api/sales/${id}`, { sale_date: DAYS[(n * 3) % DAYS.length], quantity: 1 + (n % 5) }),
          );
      }),
    );
    expect(await wrongTotals(stack.database)).toEqual([]);
    const days = await stack.database.query('SELECT FROM daily_sales WHERE user_id = $1', [shop.userId]);
    expect(days).toHaveLength(DAYS.length);
  });
});
