import type { CalendarDay } from '@tor/kernel/calendar-day';
import { firstOfMonth, firstOfNextMonth, firstOfPreviousMonth, lastOfMonth } from '@tor/kernel/calendar-month';
import type { TenantId } from '@tor/kernel/tenant-id';

/** Which sales are listed, latest first, and which slice of them. */
export interface SalesSlice {
  readonly from?: CalendarDay | undefined;
  readonly to?: CalendarDay | undefined;
  readonly offset: number;
  readonly limit: number;
}

/**
 * What finds the ids of one page, latest sale first, and how many sales there are in all. Sales are neither counted nor passed over one
 * by one: the totals say how many there are of each day (or of each month, for some goods), and so in which days the page
 * lies. What is read are the sales of those days alone, whatever plan PostgreSQL makes and however long the history is.
 * One statement, so that totals and sales are of the same moment.
 * @param goodsIds the goods whose sales are listed; null: all goods
 * @returns null when there can be none
 */
export function sliceOfSales(
  userId: TenantId,
  goodsIds: readonly string[] | null,
  { from, to, offset, limit }: SalesSlice,
): SliceStatement | null {
  if (from !== undefined && to !== undefined && from > to) return null;
  return goodsIds
    ? { sql: SLICE_OF_GOODS, values: [userId, offset, limit, goodsIds, ...monthsAndEdges(from, to)] }
    : { sql: SLICE_OF_ALL, values: [userId, offset, limit, from ?? '-infinity', to ?? 'infinity'] };
}

/** A statement whose one row is `(total, ids)`; $1 is the user id. */
export interface SliceStatement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/**
 * Where a slice lies, as a query: the days that hold it, how many sales of those days come before it, how many those days have,
 * and how many there are in all.
 * @param periods a table of periods (first_day, last_day, sales_count) that do not overlap
 * @param offset how many sales of the periods come before the slice, the latest first
 */
function placeIn(periods: string, offset: string): string {
  return `
    SELECT coalesce(sum(sales_count), 0) AS total,
           min(first_day) FILTER (WHERE holds) AS first_day,
           max(last_day) FILTER (WHERE holds) AS last_day,
           ${offset} - (min(through - sales_count) FILTER (WHERE holds))::bigint AS skip,
           sum(sales_count) FILTER (WHERE holds) AS listed
      FROM (SELECT *, through > ${offset} AND through - sales_count < ${offset} + $3::bigint AS holds
              FROM (SELECT *, sum(sales_count) OVER (ORDER BY last_day DESC) AS through
                      FROM ${periods} WHERE sales_count > 0) AS reached) AS period`;
}

const LATEST_FIRST = 'ORDER BY sale_date DESC, created_at DESC, id DESC';

const SLICE_OF_ALL = `
WITH days AS (
    SELECT sale_date AS first_day, sale_date AS last_day, sales_count
      FROM daily_sales WHERE user_id = $1 AND sale_date BETWEEN $4::date AND $5::date
  ), place AS (${placeIn('days', '$2::bigint')})
SELECT total::float8 AS total,
       ARRAY(SELECT id FROM sales WHERE user_id = $1 AND sale_date BETWEEN place.first_day AND place.last_day
              ${LATEST_FIRST} OFFSET place.skip LIMIT $3::bigint) AS ids
  FROM place`;

/**
 * The months that hold the slice are known from the totals. Within them there are two ways to it. Along the days: the latest
 * of them first, until enough sales of these goods are found. By the goods: counting the sales of each day in the index, then
 * sorting those of the days that hold the slice. The one that reads fewer sales is taken. Neither leaves PostgreSQL a choice
 * by which it would read a whole history: OFFSET 0 keeps the inner query as it is written.
 */
const SLICE_OF_GOODS = `
WITH RECURSIVE months AS (
    SELECT month AS first_day, (month + interval '1 month - 1 day')::date AS last_day, sum(sales_count) AS sales_count
      FROM unnest($4::uuid[]) AS listed (goods_id), LATERAL (
             SELECT month, sales_count FROM monthly_goods_sales
              WHERE user_id = $1 AND goods_id = listed.goods_id AND month BETWEEN $5::date AND $6::date OFFSET 0) AS total
     GROUP BY month
     UNION ALL
    SELECT edge.first_day, edge.last_day, count(*)
      FROM unnest($7::date[], $8::date[]) AS edge (first_day, last_day), unnest($4::uuid[]) AS listed (goods_id), LATERAL (
             SELECT FROM sales WHERE user_id = $1 AND goods_id = listed.goods_id
                AND sale_date BETWEEN edge.first_day AND edge.last_day OFFSET 0) AS sale
     GROUP BY edge.first_day, edge.last_day
  ), place AS (${placeIn('months', '$2::bigint')}
  ), way AS (
    SELECT place.*, 3 * (skip + $3::bigint) * of_all_goods.sales_count < listed * (listed + cardinality($4::uuid[])) AS along_days
      FROM place, LATERAL (
             SELECT sum(sales_count) AS sales_count FROM daily_sales
              WHERE user_id = $1 AND sale_date BETWEEN place.first_day AND place.last_day OFFSET 0) AS of_all_goods
  ), walked AS (
    SELECT last_day + 1 AS day, 0 AS found, '{}'::uuid[] AS ids FROM way WHERE along_days
     UNION ALL
    SELECT next.day, walked.found + cardinality(next.ids), next.ids
      FROM walked, way, LATERAL (
             SELECT sale_date AS day,
                    ARRAY(SELECT id FROM sales
                           WHERE user_id = $1 AND sale_date = daily_sales.sale_date AND goods_id = ANY ($4::uuid[])
                           ORDER BY created_at DESC, id DESC) AS ids
               FROM daily_sales WHERE user_id = $1 AND sale_date >= way.first_day AND sale_date < walked.day
              ORDER BY sale_date DESC LIMIT 1) AS next
     WHERE walked.found < way.skip + $3::bigint
  ), days AS (
    SELECT sale_date AS first_day, sale_date AS last_day, count(*) AS sales_count
      FROM way, unnest($4::uuid[]) AS listed (goods_id), LATERAL (
             SELECT sale_date FROM sales WHERE user_id = $1 AND goods_id = listed.goods_id
                AND sale_date BETWEEN way.first_day AND way.last_day OFFSET 0) AS sale
     WHERE NOT along_days GROUP BY sale_date
  ), place_by_goods AS (${placeIn('days', '(SELECT skip FROM way)')}
  )
SELECT way.total::float8 AS total,
       CASE WHEN along_days THEN
         ARRAY(SELECT id FROM walked, unnest(ids) WITH ORDINALITY AS sale (id, place_in_day)
                ORDER BY day DESC, place_in_day OFFSET way.skip LIMIT $3::bigint)
       ELSE
         ARRAY(SELECT id FROM unnest($4::uuid[]) AS listed (goods_id), LATERAL (
                 SELECT id, sale_date, created_at FROM sales
                  WHERE user_id = $1 AND goods_id = listed.goods_id
                    AND sale_date BETWEEN place_by_goods.first_day AND place_by_goods.last_day OFFSET 0) AS sale
                ${LATEST_FIRST} OFFSET place_by_goods.skip LIMIT $3::bigint)
       END AS ids
  FROM way, place_by_goods`;

/** The whole months of a range, first and last, then the first and the last days of what is left of it at its ends. */
function monthsAndEdges(from?: CalendarDay, to?: CalendarDay): [string, string, string[], string[]] {
  const headless = from !== undefined && from !== firstOfMonth(from);
  const tailless = to !== undefined && to !== lastOfMonth(to);
  const first = headless ? firstOfNextMonth(from) : (from ?? '-infinity');
  const last = tailless ? firstOfPreviousMonth(to) : to === undefined ? 'infinity' : firstOfMonth(to);
  if ((headless || tailless) && from && to && firstOfMonth(from) === firstOfMonth(to))
    return [first, last, [from], [to]];
  const head = headless ? [[from, lastOfMonth(from)] as const] : [];
  const tail = tailless ? [[firstOfMonth(to), to] as const] : [];
  const edges = [...head, ...tail];
  return [first, last, edges.map(([day]) => day), edges.map(([, day]) => day)];
}
