import { addDays, type CalendarDay, daysBetween } from '@tor/kernel/calendar-day';
import type { DaySales, RetailGoods } from './read-retail-data.js';

export const HISTORY_DAYS = 365;

const LEAST_SALE_DAYS = 15;
const ON_SALE_WITHIN_DAYS = 56;

/** The last day of the data. */
export function lastDayOf(goods: readonly RetailGoods[]): CalendarDay {
  const days = goods.flatMap(({ sales }) => sales.at(-1)?.day ?? []);
  const last = days.reduce<CalendarDay | undefined>(
    (latest, day) => (!latest || day > latest ? day : latest),
    undefined,
  );
  if (last === undefined) throw new Error('The data holds no sales');
  return last;
}

/**
 * A fair mix of fast and slow sellers: of the goods that sold on 15 days or more of the last year and were on sale to the
 * end, ranked by the number of such days, every n-th. Their sales of that year only.
 */
export function chooseGoods(goods: readonly RetailGoods[], count: number): RetailGoods[] {
  const last = lastDayOf(goods);
  const first = addDays(last, 1 - HISTORY_DAYS);
  const onSaleSince = addDays(last, 1 - ON_SALE_WITHIN_DAYS);
  const ranked = goods
    .map((one) => ({ ...one, sales: one.sales.filter(({ day }) => day >= first) }))
    .filter(({ sales }) => sales.length >= LEAST_SALE_DAYS && (sales.at(-1)?.day ?? '') >= onSaleSince)
    .sort((a, b) => b.sales.length - a.sales.length || (a.code < b.code ? -1 : 1));
  if (ranked.length <= count) return ranked;
  return ranked.filter(
    (_, rank) => Math.floor((rank * count) / ranked.length) !== Math.floor(((rank - 1) * count) / ranked.length),
  );
}

/** The sales moved in time, all by the same number of days. */
export function moveSales(sales: readonly DaySales[], from: CalendarDay, to: CalendarDay): DaySales[] {
  const shift = daysBetween(from, to);
  return sales.map((sale) => ({ ...sale, day: addDays(sale.day, shift) }));
}
