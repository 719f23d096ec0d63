import type { TestDatabase } from '@tor/testing/test-database';

const SUMS = `count(*)::int AS sales_count, sum(quantity)::bigint AS quantity, sum(unit_price * quantity) AS revenue,
  sum((unit_price - unit_cost) * quantity) AS profit`;

/** The totals of all shops that are not what a sum over the sales is, and sums without a total. */
export function wrongTotals(database: TestDatabase): Promise<object[]> {
  return database.query(
    `WITH kept AS (
       SELECT user_id, 'day ' || sale_date AS of, sales_count, quantity, revenue, profit FROM daily_sales
       UNION ALL
       SELECT user_id, 'month ' || month || ' ' || goods_id, sales_count, quantity, revenue, profit FROM monthly_goods_sales
     ), summed AS (
       SELECT user_id, 'day ' || sale_date AS of, ${SUMS} FROM sales GROUP BY 1, 2
       UNION ALL
       SELECT user_id, 'month ' || date_trunc('month', sale_date)::date || ' ' || goods_id, ${SUMS} FROM sales GROUP BY 1, 2
     )
     SELECT user_id, of, to_jsonb(kept) AS kept, to_jsonb(summed) AS summed FROM kept FULL JOIN summed USING (user_id, of)
      WHERE (coalesce(kept.sales_count, 0), coalesce(kept.quantity, 0), coalesce(kept.revenue, 0), coalesce(kept.profit, 0))
        IS DISTINCT FROM
            (coalesce(summed.sales_count, 0), coalesce(summed.quantity, 0), coalesce(summed.revenue, 0), coalesce(summed.profit, 0))`,
  );
}
