import { placesIn } from '@tor/persistence/repositories/goods-search.repository';
import type { TestDatabase } from './test-database.js';

export interface SeededShop {
  readonly userId: string;
  /** How many goods to make. */
  readonly goods: number;
  /** How many days of history, ending yesterday. */
  readonly days: number;
  /** The shop's today, `YYYY-MM-DD`. */
  readonly today: string;
}

/**
 * Writes goods with a history of sales, a third of the days without any, straight into the tables: the same numbers at every
 * run. The books balance: every goods has 20 units left.
 */
export async function seedHistory(database: TestDatabase, { userId, goods, days, today }: SeededShop): Promise<void> {
  await database.query(
    `WITH made AS (
       INSERT INTO goods (user_id, id, name, price, stock_quantity)
       SELECT $1, gen_random_uuid(), 'Goods ' || n, 1000 + n, 20 FROM generate_series(1, $2::int) AS n
       RETURNING id, name
     ), sold AS (
       INSERT INTO sales (user_id, id, goods_id, quantity, sale_date, unit_price, unit_cost)
       SELECT $1, gen_random_uuid(), made.id, 1 + abs(hashtext(made.name || day)) % (1 + abs(hashtext(made.name)) % 12),
              $4::date - day, 1000, 600
         FROM made, generate_series(1, $3::int) AS day
        WHERE abs(hashtext(day || made.name)) % 3 > 0
       RETURNING id, goods_id, quantity, sale_date
     ), moved AS (
       INSERT INTO stock_movements (user_id, goods_id, kind, quantity_change, sale_id)
       SELECT $1, goods_id, 'sale', -quantity, id FROM sold
     ), active AS (
       INSERT INTO shop_activity (user_id, last_sale_on) VALUES ($1, $4::date - 1)
     ), daily AS (
       INSERT INTO daily_sales (user_id, sale_date, sales_count, quantity, revenue, profit)
       SELECT $1, sale_date, count(*), sum(quantity), sum(1000 * quantity), sum(400 * quantity) FROM sold GROUP BY sale_date
     ), monthly AS (
       INSERT INTO monthly_goods_sales (user_id, month, goods_id, sales_count, quantity, revenue, profit)
       SELECT $1, date_trunc('month', sale_date)::date, goods_id, count(*), sum(quantity), sum(1000 * quantity), sum(400 * quantity)
         FROM sold GROUP BY 2, 3
     )
     INSERT INTO stock_movements (user_id, goods_id, kind, quantity_change)
     SELECT $1, made.id, 'opening', 20 + coalesce(sum(sold.quantity), 0)
       FROM made LEFT JOIN sold ON sold.goods_id = made.id GROUP BY made.id`,
    [userId, goods, days, today],
  );
  await countGoods(database, userId);
}

/** Brings totals and search of a shop's goods to what its goods are: for tests that write goods straight into the table. */
export async function countGoods(database: TestDatabase, userId: string): Promise<void> {
  await database.query('DELETE FROM goods_search WHERE user_id = $1', [userId]);
  await database.query(
    `INSERT INTO goods_search (user_id, archived, suffix, created_at, goods_id, in_name)
     ${placesIn('goods.user_id = $1', 'archived_at IS NOT NULL')}`,
    [userId],
  );
  await database.query(
    `INSERT INTO goods_totals (user_id, goods_count, archived_count, stock_value)
     SELECT $1, count(*) FILTER (WHERE archived_at IS NULL), count(*) FILTER (WHERE archived_at IS NOT NULL),
            coalesce(sum(stock_quantity * cost_price) FILTER (WHERE archived_at IS NULL), 0)
       FROM goods WHERE user_id = $1
     ON CONFLICT (user_id) DO UPDATE SET goods_count = excluded.goods_count, archived_count = excluded.archived_count,
       stock_value = excluded.stock_value`,
    [userId],
  );
}
