import { BY_SALES, withGrownShops } from './grown-stack.js';
import { measureReads } from './totals-reads.js';
import { measureWrites } from './totals-writes.js';

/**
 * Ways to know what a month sold: summing the sales, totals by day and goods, totals by day and by month and goods. How long
 * each takes to read, and how many sales a second 32 clients of one shop book with it.
 * @returns 0
 */
export function totals(say: (line: string) => void): Promise<number> {
  return withGrownShops(say, BY_SALES, async ({ shops, appUrl, owner }) => {
    for (const statement of OTHER_DESIGNS) await owner.query(statement);
    await owner.query('VACUUM (ANALYZE)');
    await measureReads(owner, shops, say);
    const [smallest] = shops;
    if (smallest) await measureWrites(appUrl, smallest.tenant, say);
    return 0;
  });
}

/** What the designs that were not chosen need: an index with all that is summed, and a table of its own. */
const OTHER_DESIGNS = [
  'SET search_path TO tor',
  'ALTER TABLE sales NO FORCE ROW LEVEL SECURITY',
  'CREATE INDEX sales_to_sum ON sales (user_id, sale_date) INCLUDE (goods_id, quantity, unit_price, unit_cost)',
  `CREATE TABLE daily_goods_sales (
     user_id uuid, sale_date date, goods_id uuid, sales_count integer, quantity bigint, revenue numeric(30,2),
     profit numeric(30,2), PRIMARY KEY (user_id, sale_date, goods_id))`,
  `INSERT INTO daily_goods_sales
   SELECT user_id, sale_date, goods_id, count(*), sum(quantity), sum(unit_price * quantity),
          sum((unit_price - unit_cost) * quantity) FROM sales GROUP BY 1, 2, 3`,
  'ALTER TABLE sales FORCE ROW LEVEL SECURITY',
  'GRANT SELECT, INSERT, UPDATE ON daily_goods_sales TO tor_app',
];
