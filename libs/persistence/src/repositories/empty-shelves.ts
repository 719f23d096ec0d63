import type { CalendarDay } from '@tor/kernel/calendar-day';

/** Whole days, both ends included, on which the ledger held nothing of a goods from midnight to midnight. */
export interface EmptyShelf {
  readonly goodsId: string;
  readonly firstDay: CalendarDay;
  readonly lastDay: CalendarDay;
}

/**
 * The statement behind {@link EmptyShelf}: rows (goods_id, first_day, last_day). It takes the tenant as $1, the shop's time zone
 * as $2 and the day before which the last range ends, the shop's today, as $3.
 *
 * The stock after a moment is the sum of the ledger up to it; lines of one moment count together (RANGE, peers included), so
 * that history, whose opening and sales are of one moment, moves nothing. Moments that leave nothing follow each other in a
 * stretch, up to the next line that leaves something. It counts only where there was stock before:
 * books that never held any say nothing of the shelf, and nor do days before a goods' first line. A range that a sale is dated
 * in is none: something was there that the ledger did not know of (a delivery booked late, sales imported beside it), and
 * since when is unknown.
 * @param condition a further condition on `stock_movements`, or empty
 */
export function emptyShelvesSql(condition = ''): string {
  return `
    SELECT goods_id, first_day, last_day
      FROM (
        SELECT goods_id, (min(emptied_at) AT TIME ZONE $2)::date + 1 AS first_day,
               coalesce((nullif(max(coalesce(filled_at, 'infinity')), 'infinity') AT TIME ZONE $2)::date, $3::date) - 1 AS last_day
          FROM (
            SELECT *, count(*) FILTER (WHERE begins) OVER (PARTITION BY goods_id ORDER BY emptied_at) AS stretch
              FROM (
                SELECT *, lag(filled_at) OVER (PARTITION BY goods_id ORDER BY emptied_at) IS DISTINCT FROM emptied_at AS begins
                  FROM (
                    SELECT goods_id, created_at AS emptied_at, min(first_at) AS first_at,
                           (SELECT min(later.created_at) FROM stock_movements later
                             WHERE later.user_id = $1 AND later.goods_id = line.goods_id
                               AND later.created_at > line.created_at) AS filled_at
                      FROM (
                        SELECT goods_id, created_at, sum(quantity_change) OVER of_goods AS after,
                               first_value(created_at) OVER of_goods AS first_at
                          FROM stock_movements WHERE user_id = $1 ${condition}
                        WINDOW of_goods AS (PARTITION BY goods_id ORDER BY created_at)
                      ) AS line WHERE after <= 0 GROUP BY goods_id, created_at
                  ) AS moment
              ) AS piece
          ) AS pieces
         GROUP BY goods_id, stretch HAVING min(emptied_at) > min(first_at)
      ) AS range
     WHERE first_day <= last_day
       AND (SELECT true FROM sales
             WHERE sales.user_id = $1 AND sales.goods_id = range.goods_id
               AND sales.sale_date BETWEEN range.first_day AND range.last_day LIMIT 1) IS NULL`;
}
