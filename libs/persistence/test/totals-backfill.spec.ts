import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countGoods } from '@tor/testing/seed-history';
import { createTestDatabase, type TestDatabase } from '@tor/testing/test-database';
import { ownerDataSource } from '../src/data-source.js';
import { migrate } from '../src/migrate.js';
import { MIGRATIONS } from '../src/schema.js';

interface OldSale {
  readonly userId: string;
  readonly goodsId: string;
  readonly saleDate: string;
  readonly quantity: number;
  /** Hundredths. */
  readonly unitPrice: number;
  readonly unitCost: number;
}

interface Total {
  sales_count: number;
  quantity: number;
  revenue: number;
  profit: number;
}

const DAYS = ['2024-02-29', '2025-12-31', '2026-01-01', '2026-01-31', '2026-02-01'];

/** What the catalogue says of the tables: all that a migration can change, but for the names of what it made. */
const CATALOGUE = `
  SELECT 'column ' || table_name || '.' || column_name AS thing,
         concat_ws(' ', data_type, is_nullable, column_default, numeric_precision, numeric_scale) AS is
    FROM information_schema.columns WHERE table_schema = 'tor'
   UNION ALL
  SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'tor'
   UNION ALL
  SELECT 'constraint ' || conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'tor'::regnamespace
   UNION ALL
  SELECT 'policy ' || tablename || ' ' || policyname, concat_ws(' ', qual, with_check) FROM pg_policies WHERE schemaname = 'tor'
   UNION ALL
  SELECT 'row security ' || relname, concat_ws(' ', relrowsecurity, relforcerowsecurity)
    FROM pg_class WHERE relnamespace = 'tor'::regnamespace AND relkind = 'r'
   ORDER BY thing`;

describe('a database of the first version', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(() => database.drop());

  const up = (): Promise<string[]> => migrate({ ownerUrl: database.ownerUrl, appRole: 'tor_app' });

  /** Takes back what came after the first migration. */
  async function backToTheFirst(): Promise<void> {
    const owner = await ownerDataSource(database.ownerUrl).initialize();
    try {
      for (let later = 1; later < MIGRATIONS.length; later++) await owner.undoLastMigration({ transaction: 'all' });
    } finally {
      await owner.destroy();
    }
  }

  async function onlyTheFirst(): Promise<void> {
    await database.query('DROP SCHEMA tor CASCADE');
    await database.query('CREATE SCHEMA tor AUTHORIZATION tor_owner');
    const owner = ownerDataSource(database.ownerUrl).setOptions({ migrations: MIGRATIONS.slice(0, 1) });
    await owner.initialize();
    try {
      await owner.runMigrations({ transaction: 'all' });
    } finally {
      await owner.destroy();
    }
  }

  it('is what is left when the later migrations are taken back, and they can be run again', async () => {
    const whole = await database.query(CATALOGUE);
    await backToTheFirst();
    const takenBack = await database.query(CATALOGUE);
    await onlyTheFirst();
    expect(await database.query(CATALOGUE)).toEqual(takenBack);
    expect(await up()).toHaveLength(MIGRATIONS.length - 1);
    expect(await database.query(CATALOGUE)).toEqual(whole);
  });

  it('has its sales counted when it is brought up to date, each shop for itself', async () => {
    await onlyTheFirst();
    const sales: OldSale[] = [];
    for (const shop of [1, 2]) {
      const userId = randomUUID();
      await database.query('INSERT INTO users (id, email) VALUES ($1, $2)', [userId, `owner${shop}@shop.example`]);
      for (let goods = 1; goods <= 3; goods++) {
        const goodsId = randomUUID();
        await database.query(
          `INSERT INTO goods (user_id, id, name, price, stock_quantity) VALUES ($1, $2, 'Goods', 1, 0)`,
          [userId, goodsId],
        );
        for (let sale = 0; sale < 20; sale++) {
          const saleDate = DAYS[(sale * goods + shop) % DAYS.length] ?? '';
          const [unitPrice, unitCost] = [1001 + 13 * sale * goods, 997 + 17 * sale];
          sales.push({ userId, goodsId, saleDate, quantity: 1 + ((sale * shop) % 7), unitPrice, unitCost });
        }
      }
    }
    // The largest sales there can be: their sums are larger than 64 bits.
    const [{ userId, goodsId }] = sales as [OldSale];
    for (let sale = 0; sale < 12; sale++) {
      sales.push({ userId, goodsId, saleDate: '2026-03-01', quantity: 1_000_000, unitPrice: 5e13, unitCost: 1e13 });
    }
    for (const { userId: shop, goodsId: of, saleDate, quantity, unitPrice, unitCost } of sales) {
      await database.query(
        `INSERT INTO sales (user_id, id, goods_id, quantity, sale_date, unit_price, unit_cost)
         VALUES ($1, gen_random_uuid(), $2, $3, $4, $5::numeric / 100, $6::numeric / 100)`,
        [shop, of, quantity, saleDate, unitPrice, unitCost],
      );
    }
    await up();

    const daily = await database.query(
      `SELECT concat_ws(' ', user_id, sale_date) AS key, sales_count, quantity::float8, revenue::float8, profit::float8
         FROM daily_sales ORDER BY key`,
    );
    expect(daily).toEqual(summed(sales, (sale) => `${sale.userId} ${sale.saleDate}`));
    const monthly = await database.query(
      `SELECT concat_ws(' ', user_id, month, goods_id) AS key, sales_count, quantity::float8, revenue::float8, profit::float8
         FROM monthly_goods_sales ORDER BY key`,
    );
    expect(monthly).toEqual(summed(sales, (sale) => `${sale.userId} ${sale.saleDate.slice(0, 7)}-01 ${sale.goodsId}`));

    await backToTheFirst();
    await up();
    expect(await database.query('SELECT * FROM daily_sales')).toHaveLength(daily.length);
    expect(await database.query('SELECT * FROM monthly_goods_sales')).toHaveLength(monthly.length);
  });

  it('has its goods counted and made to be found when it is brought up to date, each shop for itself', async () => {
    await onlyTheFirst();
    const shops = [randomUUID(), randomUUID(), randomUUID()];
    for (const [index, userId] of shops.entries()) {
      await database.query('INSERT INTO users (id, email) VALUES ($1, $2)', [userId, `keeper${index}@shop.example`]);
      // The last shop has none.
      await database.query(
        `INSERT INTO goods (user_id, id, name, category, price, cost_price, stock_quantity, archived_at)
         SELECT $1, gen_random_uuid(), 'Kopi GAYO ' || number, CASE WHEN number % 2 = 0 THEN 'Minuman' END, 1, 2.5, number,
                CASE WHEN number % 5 = 0 THEN now() END
           FROM generate_series(1, $2::int) AS number`,
        [userId, [12, 7, 0][index]],
      );
    }
    await up();
    const kept = async (): Promise<unknown[]> => [
      await database.query(
        `SELECT goods_count, archived_count, stock_value::float8 FROM users LEFT JOIN goods_totals ON user_id = id
          WHERE id = ANY ($1::uuid[]) ORDER BY array_position($1::uuid[], id)`,
        [shops],
      ),
      await database.query('SELECT * FROM goods_search ORDER BY user_id, goods_id, in_name, suffix'),
    ];
    const made = await kept();
    expect(made[0]).toEqual([
      { goods_count: 10, archived_count: 2, stock_value: 2.5 * (78 - 15) },
      { goods_count: 6, archived_count: 1, stock_value: 2.5 * (28 - 5) },
      { goods_count: null, archived_count: null, stock_value: null },
    ]);
    for (const userId of shops.slice(0, 2)) await countGoods(database, userId);
    expect(await kept()).toEqual(made);
  });
});

/** The totals of a key each, ascending by key. */
function summed(sales: readonly OldSale[], keyOf: (sale: OldSale) => string): ({ key: string } & Total)[] {
  const totals = new Map<string, Total>();
  for (const sale of sales) {
    const total = totals.get(keyOf(sale)) ?? { sales_count: 0, quantity: 0, revenue: 0, profit: 0 };
    totals.set(keyOf(sale), {
      sales_count: total.sales_count + 1,
      quantity: total.quantity + sale.quantity,
      revenue: total.revenue + sale.quantity * sale.unitPrice,
      profit: total.profit + sale.quantity * (sale.unitPrice - sale.unitCost),
    });
  }
  return [...totals]
    .map(([key, total]) => ({ key, ...total, revenue: total.revenue / 100, profit: total.profit / 100 }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}
