import { performance } from 'node:perf_hooks';
import type pg from 'pg';

const ROUNDS = 30;

const SUMS = 'sum(quantity), sum(revenue), sum(profit)';
const OF_SALES = 'sum(quantity), sum(unit_price * quantity), sum((unit_price - unit_cost) * quantity)';
// As dates: what compares a date with an instant may not go before the policy of the rows, and so into no index.
const LAST_FIRST = `(date_trunc('month', current_date) - interval '1 month')::date`;
const THIS_FIRST = `date_trunc('month', current_date)::date`;
const THIS_AND_LAST_MONTH = `user_id = $1 AND sale_date >= ${LAST_FIRST}`;
const THIS_MONTH = `user_id = $1 AND sale_date >= ${THIS_FIRST}`;
const BEST = 'ORDER BY 2 DESC, 4 DESC LIMIT 1';

/** What a dashboard asks: the days of this month and the last one, and this month's best seller. */
const DESIGNS: Readonly<Record<string, readonly [string, string]>> = {
  'sums over sales, covering index': [
    `SELECT sale_date, ${OF_SALES} FROM sales WHERE ${THIS_AND_LAST_MONTH} GROUP BY 1`,
    `SELECT goods_id, ${OF_SALES} FROM sales WHERE ${THIS_MONTH} GROUP BY 1 ${BEST}`,
  ],
  'totals by day and goods': [
    `SELECT sale_date, ${SUMS} FROM daily_goods_sales WHERE ${THIS_AND_LAST_MONTH} GROUP BY 1`,
    `SELECT goods_id, ${SUMS} FROM daily_goods_sales WHERE ${THIS_MONTH} GROUP BY 1 ${BEST}`,
  ],
  'totals by day, and by month and goods': [
    `SELECT sale_date, quantity, revenue, profit FROM daily_sales WHERE ${THIS_AND_LAST_MONTH}`,
    `SELECT goods_id, quantity, revenue, profit FROM monthly_goods_sales
      WHERE user_id = $1 AND month = ${THIS_FIRST} ${BEST}`,
  ],
};

/** Prints the median time of both queries in each design, of each shop. */
export async function measureReads(
  client: pg.Client,
  shops: readonly { readonly sales: number; readonly tenant: string }[],
  say: (line: string) => void,
): Promise<void> {
  say(
    `\n${'a month of a dashboard, median ms'.padEnd(40)}${shops.map(({ sales }) => String(sales).padStart(10)).join('')}`,
  );
  for (const [name, queries] of Object.entries(DESIGNS)) {
    const medians: number[] = [];
    for (const { tenant } of shops) {
      await client.query(`SELECT set_config('app.user_id', $1, false)`, [tenant]);
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const started = performance.now();
        for (const query of queries) await client.query(query, [tenant]);
        times.push(performance.now() - started);
      }
      medians.push(times.sort((a, b) => a - b)[ROUNDS / 2] ?? NaN);
    }
    say(name.padEnd(40) + medians.map((ms) => ms.toFixed(1).padStart(10)).join(''));
  }
  const { rows } = await client.query<{ name: string; rows: string; size: string }>(
    `SELECT relname AS name, reltuples::bigint AS rows, pg_size_pretty(pg_total_relation_size(oid)) AS size FROM pg_class
      WHERE relname IN ('sales', 'daily_goods_sales', 'daily_sales', 'monthly_goods_sales') AND relkind = 'r' ORDER BY 2 DESC`,
  );
  for (const { name, rows: count, size } of rows) say(`  ${name}: ${count} rows, ${size} with its indexes`);
}
