/** A shop with its one job. */
export interface ShopWithJob {
  readonly userId: string;
  readonly jobId: string;
  readonly goods: number;
}

/** Rows that a superuser gets for a query; `tor` is searched for names. */
export type Query = <Row>(sql: string, parameters?: readonly unknown[]) => Promise<Row[]>;

/** Jobs that have not ended as they should: each with one run that is done, one row for each goods, and nothing else. */
export async function notDoneOnce(query: Query, jobs: readonly ShopWithJob[]): Promise<unknown[]> {
  const rows = await query<{
    user_id: string;
    ids: string[];
    statuses: string[];
    rows: number;
    goods: number;
  }>(
    `SELECT r.user_id, array_agg(DISTINCT r.id::text) AS ids, array_agg(DISTINCT r.status) AS statuses,
            count(i.goods_id)::int AS rows, count(DISTINCT i.goods_id)::int AS goods
       FROM forecast_runs r LEFT JOIN restock_inferences i ON i.user_id = r.user_id AND i.run_id = r.id
      GROUP BY r.user_id`,
  );
  const of = new Map(rows.map((row) => [row.user_id, row]));
  return jobs
    .map(({ userId, jobId, goods }) => [
      { user_id: userId, ids: [jobId], statuses: ['done'], rows: goods, goods },
      of.get(userId) ?? null,
    ])
    .filter(([expected, found]) => JSON.stringify(expected) !== JSON.stringify(found));
}
