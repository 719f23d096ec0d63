import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { parseTenantId, type TenantId } from '@tor/kernel/tenant-id';
import { createTestDatabase, type TestDatabase } from '@tor/testing/test-database';
import { AccountStore } from '../src/account-store.js';
import { appDataSource } from '../src/data-source.js';
import type { GoodsDetails } from '../src/repositories/goods.repository.js';
import { type GoodsListRequest, GOODS_SORTS } from '../src/repositories/goods-list.js';
import { placesIn } from '../src/repositories/goods-search.repository.js';
import { TenantDatabase } from '../src/tenant-database.js';
import type { TenantScope } from '../src/tenant-scope.js';

const DETAILS: GoodsDetails = {
  name: 'Kopi',
  category: null,
  price: 100n,
  sku: null,
  unit: null,
  costPrice: 250n,
  leadTimeDays: null,
  lowStockThreshold: null,
};

/** Texts that repeat themselves, differ in case alone, hold what SQL could take for its own, or are longer than what is kept. */
const NAMES = [
  'Kopi Kopi',
  'KOPI susu',
  'kopi',
  'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab',
  'Crème ÄPFEL 果汁 🍵',
  "100%_\\d'Or --",
  'x',
];
const SEARCHES = [
  ...['k', 'kopi', 'OPI K', 'pi s', 'a', 'ab', 'äpfel', '汁 🍵', '%_', "'or", 'nothing', ' '],
  'a'.repeat(32),
  'a'.repeat(33),
  `${'a'.repeat(35)}b`,
];

describe('the goods of a shop', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let tenants: TenantDatabase;
  let tenant: TenantId;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await appDataSource({
      url: database.appUrl,
      role: 'tor_app',
      poolSize: 4,
      applicationName: 'test',
      statementTimeoutMs: 15_000,
    }).initialize();
    tenants = new TenantDatabase(dataSource);
  });

  beforeEach(async () => {
    tenant = parseTenantId(randomUUID());
    await new AccountStore(dataSource).create(tenant, `${tenant}@shop.example`, 'no hash');
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const run = <T>(work: (shop: TenantScope) => Promise<T>): Promise<T> => tenants.run(tenant, work);
  const add = (details: Partial<GoodsDetails> = {}, stock = 0): Promise<string> =>
    run(async (shop) => {
      const { id } = await shop.goods.insert({ ...DETAILS, ...details });
      if (stock > 0) await shop.stock.book(id, { kind: 'opening', quantityChange: stock });
      return id;
    });
  const totals = async (): Promise<unknown> =>
    (
      await database.query(
        'SELECT goods_count, archived_count, stock_value::float8 FROM goods_totals WHERE user_id = $1',
        [tenant],
      )
    )[0];

  /** What is kept beside the goods is what they say. */
  async function expectKept(): Promise<void> {
    expect(await run((shop) => shop.integrity.goodsTotals())).toMatchObject({ disagreeing: 0 });
    const expected = placesIn('goods.user_id = $1', 'goods.archived_at IS NOT NULL');
    const columns = 'user_id, archived, suffix, created_at, goods_id, in_name';
    const wrong = await database.query(
      `(SELECT ${columns} FROM (${expected}) AS expected EXCEPT SELECT ${columns} FROM goods_search WHERE user_id = $1) UNION ALL
       (SELECT ${columns} FROM goods_search WHERE user_id = $1 EXCEPT SELECT ${columns} FROM (${expected}) AS expected)`,
      [tenant],
    );
    expect(wrong).toEqual([]);
  }

  /** The ids that a list should have, by looking at each of the goods. */
  async function lookedAt(request: GoodsListRequest): Promise<string[]> {
    const sort = request.sort ?? '-created_at';
    const column = sort.replace('-', '').replace(/^name$/, 'lower(name)');
    const direction = sort.startsWith('-') ? 'DESC' : 'ASC';
    const rows = await database.query<{ id: string }>(
      `SELECT id FROM goods
        WHERE user_id = $1 AND (archived_at IS NOT NULL) = $2
          AND ($3 = '' OR strpos(lower(name), lower($3)) > 0 OR strpos(lower(coalesce(category, '')), lower($3)) > 0)
          AND ($4::boolean IS NULL OR $4 = (stock_quantity <= coalesce(low_stock_threshold, 10)))
        ORDER BY ${column} ${direction}, id ${direction}`,
      [tenant, request.archived ?? false, request.search ?? '', request.lowStock ?? null],
    );
    return rows.map(({ id }) => id);
  }

  async function expectLists(requests: readonly Omit<GoodsListRequest, 'offset' | 'limit'>[]): Promise<void> {
    for (const request of requests) {
      const expected = await lookedAt({ ...request, offset: 0, limit: 0 });
      for (const [offset, limit] of [
        [0, 3],
        [2, 50],
        [130, 5],
      ] as const) {
        const page = await tenants.read(tenant, (shop) => shop.goods.list({ ...request, offset, limit }));
        expect([request, page.rows.map(({ id }) => id), page.total]).toEqual([
          request,
          expected.slice(offset, offset + limit),
          expected.length,
        ]);
      }
    }
  }

  it('are found by any part of their name or category, in every order, whatever has become of them', async () => {
    const random = seeded(7);
    const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;
    const ids: string[] = [];
    for (let count = 0; count < 40; count++) {
      const stock = random(25);
      ids.push(
        await add(
          { name: pick(NAMES), category: pick([null, ...NAMES]), lowStockThreshold: pick([null, 3, 20]) },
          stock,
        ),
      );
    }
    for (let step = 0; step < 60; step++) {
      const id = pick(ids);
      await run(async (shop) => {
        const goods = await shop.goods.get(id);
        if (goods.archivedAt) return shop.goods.restore(id);
        const what = random(4);
        if (what === 0) await shop.goods.archive(id, new Date());
        else if (what === 1) await shop.goods.update(id, { name: pick(NAMES) });
        else if (what === 2)
          await shop.goods.update(id, { category: pick([null, ...NAMES]), costPrice: BigInt(random(999)) });
        else await shop.stock.book(id, { kind: 'receipt', quantityChange: 1 + random(9) });
      });
    }
    await expectKept();
    for (const archived of [false, true]) {
      await expectLists(SEARCHES.map((search) => ({ search, archived })));
      await expectLists(GOODS_SORTS.map((sort) => ({ sort, archived })));
      await expectLists(GOODS_SORTS.map((sort) => ({ sort, archived, search: 'kopi' })));
      await expectLists([true, false].flatMap((lowStock) => GOODS_SORTS.map((sort) => ({ sort, archived, lowStock }))));
      await expectLists([true, false].map((lowStock) => ({ archived, lowStock, search: 'a' })));
    }
  });

  it('that a file brings and changes are counted and found', async () => {
    const made = (name: string, archivedAt: string | null) => ({
      ...{ ...DETAILS, name, id: randomUUID(), stockQuantity: 4, createdAt: null, archivedAt },
    });
    const [first, second, gone] = [made('Teh', null), made('Kopi', null), made('Gula', '2026-01-05T00:00:00Z')];
    await run((shop) => shop.transfer.goods.insert([first, second, gone]));
    expect(await totals()).toEqual({ goods_count: 2, archived_count: 1, stock_value: 20 });
    await expectKept();
    await run((shop) =>
      shop.transfer.goods.update([
        { ...first, name: 'Teh manis', category: 'Minuman', costPrice: 100n, stockChange: 6 },
        { ...second, stockChange: -1 },
      ]),
    );
    expect(await totals()).toEqual({ goods_count: 2, archived_count: 1, stock_value: 17.5 });
    await expectKept();
    await expectLists([{ search: 'manis' }, { search: 'minum' }, { search: 'gula', archived: true }]);
    await run((shop) =>
      shop.transfer.sales.note(
        [
          { goodsId: first.id, quantity: 2, past: true },
          { goodsId: gone.id, quantity: 1, past: false },
        ],
        'deduct',
      ),
    );
    expect(await totals()).toEqual({ goods_count: 2, archived_count: 1, stock_value: 15.5 });
  });

  it('are counted once when they are archived or restored twice', async () => {
    const id = await add({}, 3);
    await Promise.all([1, 2, 3].map(() => run((shop) => shop.goods.archive(id, new Date()))));
    expect(await totals()).toEqual({ goods_count: 0, archived_count: 1, stock_value: 0 });
    await expectKept();
    await Promise.all([1, 2, 3].map(() => run((shop) => shop.goods.restore(id))));
    expect(await totals()).toEqual({ goods_count: 1, archived_count: 0, stock_value: 7.5 });
    await expectKept();
  });

  it('are counted whoever adds them at the same time', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, index) => add({}, index)));
    expect(await totals()).toEqual({ goods_count: 30, archived_count: 0, stock_value: (2.5 * 29 * 30) / 2 });
    await expectKept();
  });

  it('that a transaction has changed are counted for itself at once, and for nobody when it fails', async () => {
    const kept = await add({}, 2);
    const failing = run(async (shop) => {
      const { id } = await shop.goods.insert(DETAILS);
      await shop.stock.book(id, { kind: 'opening', quantityChange: 4 });
      await shop.goods.archive(kept, new Date());
      const page = { offset: 0, limit: 5 };
      expect(await shop.goods.list(page)).toMatchObject({ total: 1, rows: [{ id }] });
      expect(await shop.goods.list({ ...page, archived: true })).toMatchObject({ total: 1, rows: [{ id: kept }] });
      expect(await shop.goodsTotals.stockValue()).toBe(1000n);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await totals()).toEqual({ goods_count: 1, archived_count: 0, stock_value: 5 });
    await expectKept();
  });

  it('of another shop are neither counted nor found', async () => {
    await add({ name: 'Kopi' }, 5);
    const other = parseTenantId(randomUUID());
    await new AccountStore(dataSource).create(other, `${other}@shop.example`, 'no hash');
    for (const request of [{}, { search: 'kopi' }, { lowStock: true }]) {
      const page = await tenants.read(other, (shop) => shop.goods.list({ ...request, offset: 0, limit: 5 }));
      expect(page).toEqual({ rows: [], total: 0 });
    }
    expect(await tenants.read(other, (shop) => shop.goodsTotals.stockValue())).toBe(0n);
  });
});

/** Whole numbers from 0 up to `below`, the same ones at every run: a 32-bit linear congruential generator. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
