import { performance } from 'node:perf_hooks';
import pg from 'pg';

const CLIENTS = 32;
const ROUNDS = 4;
const ROUND_MS = 3000;

const AMOUNTS = 'sales_count, quantity, revenue, profit';
const ADDED = AMOUNTS.split(', ')
  .map((column) => `${column} = total.${column} + excluded.${column}`)
  .join(', ');

const BY_DAY_AND_GOODS = `
  INSERT INTO daily_goods_sales AS total (user_id, sale_date, goods_id, ${AMOUNTS})
  VALUES ($1, current_date, $2, 1, 1, 1000, 400) ON CONFLICT (user_id, sale_date, goods_id) DO UPDATE SET ${ADDED}`;

const BY_DAY_AND_BY_MONTH_AND_GOODS = `
  WITH monthly AS (
    INSERT INTO monthly_goods_sales AS total (user_id, month, goods_id, ${AMOUNTS})
    VALUES ($1, date_trunc('month', current_date), $2, 1, 1, 1000, 400)
    ON CONFLICT (user_id, month, goods_id) DO UPDATE SET ${ADDED})
  INSERT INTO daily_sales AS total (user_id, sale_date, ${AMOUNTS})
  VALUES ($1, current_date, 1, 1, 1000, 400) ON CONFLICT (user_id, sale_date) DO UPDATE SET ${ADDED}`;

/** The last statement of a sale, in each design. */
const DESIGNS: Readonly<Record<string, string | null>> = {
  'no totals': null,
  'totals by day and goods': BY_DAY_AND_GOODS,
  'totals by day, and by month and goods': BY_DAY_AND_BY_MONTH_AND_GOODS,
};

/** Prints how many sales a second the clients book together, each of goods picked at random: the statements of a sale alone. */
export async function measureWrites(url: string, tenant: string, say: (line: string) => void): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: CLIENTS, options: '-c search_path=tor' });
  try {
    const goodsIds = await goodsOf(pool, tenant);
    const booked = new Map(Object.keys(DESIGNS).map((name) => [name, 0]));
    // The designs take turns, so that what else the machine does hits them alike.
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, statement] of Object.entries(DESIGNS)) {
        const until = performance.now() + ROUND_MS;
        const counts = await Promise.all(
          Array.from({ length: CLIENTS }, () => sellUntil(until, pool, tenant, goodsIds, statement)),
        );
        booked.set(
          name,
          counts.reduce((sum, count) => sum + count, booked.get(name) ?? 0),
        );
      }
    }
    const without = booked.get('no totals') ?? NaN;
    say(`\n${`sales a second of ${CLIENTS} clients of one shop`.padEnd(46)}  of "no totals"`);
    for (const [name, count] of booked) {
      const perSecond = count / ((ROUNDS * ROUND_MS) / 1000);
      say(`${name.padEnd(40)}${perSecond.toFixed(0).padStart(6)}${(count / without).toFixed(2).padStart(15)}`);
    }
  } finally {
    await pool.end();
  }
}

async function goodsOf(pool: pg.Pool, tenant: string): Promise<string[]> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT set_config('app.user_id', $1, true)`, [tenant]);
    const { rows } = await client.query<{ id: string }>('SELECT id FROM goods WHERE user_id = $1', [tenant]);
    await client.query('COMMIT');
    return rows.map(({ id }) => id);
  } finally {
    client.release();
  }
}

async function sellUntil(
  until: number,
  pool: pg.Pool,
  tenant: string,
  goodsIds: readonly string[],
  totals: string | null,
): Promise<number> {
  const client = await pool.connect();
  let booked = 0;
  try {
    while (performance.now() < until) {
      const goodsId = goodsIds[Math.floor(Math.random() * goodsIds.length)];
      await client.query('BEGIN');
      await client.query(`SELECT set_config('app.user_id', $1, true)`, [tenant]);
      await client.query('SELECT * FROM goods WHERE user_id = $1 AND id = $2 FOR UPDATE', [tenant, goodsId]);
      await client.query('SELECT * FROM shop_settings WHERE user_id = $1', [tenant]);
      await client.query(
        `INSERT INTO sales (user_id, id, goods_id, quantity, sale_date, unit_price, unit_cost)
         VALUES ($1, gen_random_uuid(), $2, 1, current_date, 1000, 600)`,
        [tenant, goodsId],
      );
      await client.query(
        `INSERT INTO stock_movements (user_id, goods_id, kind, quantity_change) VALUES ($1, $2, 'sale', -1)`,
        [tenant, goodsId],
      );
      // The stock would run out: the statement is the same, the figure stays.
      await client.query('UPDATE goods SET stock_quantity = stock_quantity WHERE user_id = $1 AND id = $2', [
        tenant,
        goodsId,
      ]);
      if (totals !== null) await client.query(totals, [tenant, goodsId]);
      await client.query('COMMIT');
      booked += 1;
    }
    return booked;
  } finally {
    client.release();
  }
}
