import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { seededNumbers } from './seeded-numbers.js';
import { addGoods, addSale } from './shop-steps.js';

/** What is asked for; the pages have to be slices of what a plain query finds. */
interface Filter {
  readonly q?: string;
  readonly goods?: number;
  readonly from?: string;
  readonly to?: string;
}

const NAMES = ['Teh Poci', 'Kopi Gayo', 'Kopi Toraja', 'Kopi Flores', 'Kopi Bali', 'Gula'];
const DAYS = [
  '2025-12-30',
  '2025-12-31',
  '2026-01-01',
  '2026-01-02',
  '2026-01-30',
  '2026-01-31',
  '2026-02-01',
  '2026-02-28',
];
const MADE = 140;

const RANGES: readonly Filter[] = [
  {},
  { from: '2026-01-01' },
  { from: '2026-01-02' },
  { to: '2026-01-31' },
  { to: '2026-01-30' },
  { from: '2026-01-01', to: '2026-01-31' },
  { from: '2026-01-01', to: '2026-01-30' },
  { from: '2026-01-02', to: '2026-01-31' },
  { from: '2026-01-02', to: '2026-01-30' },
  { from: '2025-12-31', to: '2026-02-01' },
  { from: '2026-01-31', to: '2026-01-31' },
  { from: '2026-01-03', to: '2026-01-29' },
  { from: '2027-01-01' },
];

const FILTERS: readonly Filter[] = RANGES.flatMap((range) => [
  range,
  { ...range, q: 'KOPI' },
  { ...range, q: 'gayo' },
  { ...range, q: 'nothing has this name' },
  { ...range, goods: 0 },
  { ...range, goods: 1, q: 'kopi' },
  { ...range, goods: 0, q: 'kopi' },
]);

describe('the pages of the list of sales', () => {
  let stack: TestStack;
  let shop: ApiClient;
  let goodsIds: string[];

  /** A shop whose sales fell on few days, half of them at one moment, and were edited and deleted since. */
  beforeAll(async () => {
    stack = await startTestStack();
    shop = await stack.newShop();
    const random = seededNumbers(7);
    const anyDay = (): string => DAYS[random(DAYS.length)] ?? '';
    goodsIds = [];
    for (const name of NAMES) goodsIds.push((await addGoods(shop, { name, stock_quantity: 1000 })).id);
    const made: string[] = [];
    for (let sale = 0; sale < MADE; sale++) {
      made.push((await addSale(shop, goodsIds[random(NAMES.length)] ?? '', { sale_date: anyDay() })).id);
    }
    await stack.database.query(
      "UPDATE sales SET created_at = '2026-01-05T00:00:00Z' WHERE user_id = $1 AND hashtext(id::text) % 2 = 0",
      [shop.userId],
    );
    for (const id of made.filter((_, index) => index % 5 === 0)) {
      expectOk(await shop.put(`/api/sales/${id}`, { sale_date: anyDay(), quantity: 1 + random(5) }));
    }
    for (const id of made.filter((_, index) => index % 7 === 0)) expectOk(await shop.delete(`/api/sales/${id}`));
    expectOk(await shop.delete(`/api/goods/${goodsIds[2]}`));
    // Somebody else's sales of the same days are in the same tables.
    const other = await stack.newShop();
    const { id } = await addGoods(other, { name: 'Kopi Gayo' });
    for (const sale_date of DAYS) await addSale(other, id, { sale_date });
  });

  afterAll(() => stack.stop());

  /** Every sale that the filter lets through, in order, by a query that knows no totals. */
  async function plainList({ q, goods, from, to }: Filter): Promise<string[]> {
    const rows = await stack.database.query<{ id: string }>(
      `SELECT s.id FROM sales s JOIN goods g ON g.user_id = s.user_id AND g.id = s.goods_id
        WHERE s.user_id = $1 AND ($2::text IS NULL OR lower(g.name) LIKE '%' || lower($2) || '%')
          AND ($3::uuid IS NULL OR s.goods_id = $3) AND ($4::date IS NULL OR s.sale_date >= $4)
          AND ($5::date IS NULL OR s.sale_date <= $5)
        ORDER BY s.sale_date DESC, s.created_at DESC, s.id DESC`,
      [shop.userId, q ?? null, goods === undefined ? null : goodsIds[goods], from ?? null, to ?? null],
    );
    return rows.map(({ id }) => id);
  }

  async function page(filter: Filter, limit: number, number: number): Promise<{ ids: string[]; total: number }> {
    const { goods, ...others } = filter;
    const query = new URLSearchParams({ ...others, limit: String(limit), page_index: String(number) });
    if (goods !== undefined) query.set('goods_id', goodsIds[goods] ?? '');
    const { data, total } = expectOk(await shop.get(`/api/sales?${query}`)).body;
    return { ids: data.map(({ id }: { id: string }) => id), total };
  }

  it.each(FILTERS)('are slices of all sales, to the last one and beyond: %j', async (filter) => {
    const all = await plainList(filter);
    for (const limit of [1, 7, 100]) {
      // Of the pages of one sale each, the first and those around the last: the others are those of seven.
      const last = Math.max(1, Math.ceil(all.length / limit));
      const numbers =
        limit === 1 ? [1, 2, last - 1, last, last + 1] : Array.from({ length: last + 1 }, (_, n) => n + 1);
      for (const number of numbers.filter((one) => one > 0)) {
        const ids = all.slice((number - 1) * limit, number * limit);
        expect([number, await page(filter, limit, number)]).toEqual([number, { ids, total: all.length }]);
      }
    }
  });

  it('have enough behind them to say something', async () => {
    expect((await plainList({})).length).toBe(MADE - MADE / 7);
    expect((await plainList({ q: 'kopi' })).length).toBeGreaterThan(50);
    for (const range of RANGES.slice(0, -2)) expect(await plainList(range)).not.toEqual([]);
  });

  it('are empty far beyond the last one', async () => {
    expect(await page({}, 100, 1_000_000)).toEqual({ ids: [], total: MADE - MADE / 7 });
    expect((await page({ q: 'kopi' }, 100, 1_000_000)).ids).toEqual([]);
  });

  it('come first in the detail of goods: the latest 20', async () => {
    for (const [index, id] of goodsIds.entries()) {
      const { sales } = expectOk(await shop.get(`/api/goods/${id}`)).body.data;
      const all = await plainList({ goods: index });
      expect(sales.map((sale: { id: string }) => sale.id)).toEqual(all.slice(0, 20));
    }
  });
});
