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
 * that history, whose opening and sales are of one moment, moves nothing. A range begins only where there was stock before:
 * books that never held any say nothing of the shelf, and nor do days before a goods' first line. A range that a sale is dated
 * in is none: something was there that the ledger did not know of (a delivery booked late, sales imported beside it), and
 * since when is unknown.
 * @param condition a further condition on `stock_movements`, or empty
 */
export function emptyShelvesSql(condition = ''): string {
  return `
    SELECT goods_id, first_day, last_day
      FROM (
        SELECT goods_id, after, (emptied_at AT TIME ZONE $2)::date + 1 AS first_day,
               coalesce((filled_at AT TIME ZONE $2)::date, $3::date) - 1 AS last_day
          FROM (
            SELECT goods_id, created_at AS emptied_at, after,
                   lead(created_at) OVER (PARTITION BY goods_id ORDER BY created_at) AS filled_at
              FROM (
                SELECT goods_id, created_at, after, lag(after) OVER (PARTITION BY goods_id ORDER BY created_at) AS before
                  FROM (
                    SELECT goods_id, created_at, sum(quantity_change) OVER (PARTITION BY goods_id ORDER BY created_at) AS after,
                           lead(created_at) OVER (PARTITION BY goods_id ORDER BY created_at, id) AS next_at
                      FROM stock_movements WHERE user_id = $1 ${condition}
                  ) AS line WHERE next_at IS DISTINCT FROM created_at
              ) AS change
             WHERE (after <= 0) <> (before <= 0)
          ) AS turn
      ) AS stretch
     WHERE after <= 0 AND first_day <= last_day
       AND NOT EXISTS (SELECT 1 FROM sales
                        WHERE sales.user_id = $1 AND sales.goods_id = stretch.goods_id
                          AND sales.sale_date BETWEEN stretch.first_day AND stretch.last_day)`;
}
