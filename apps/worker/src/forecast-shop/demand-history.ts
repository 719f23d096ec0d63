import type { GoodsHistory } from '@tor/forecasting/shop-history';
import { type CalendarDay, dayFromNumber, dayNumber } from '@tor/kernel/calendar-day';
import type { DemandRow } from '@tor/persistence/repositories/sales.repository';

/** The forecaster's bound on the units of one day. */
const MOST_UNITS_A_DAY = 1_000_000;

/**
 * Lays the days with sales out on the calendar: one value a day from each goods' first sale to the day before `asOf`, days
 * without sales 0, the price of such a day the last one known.
 * @param rows ordered by goods and day, all before `asOf`
 * @param leadTimeOf days from order to delivery of a goods
 */
export function demandHistory(
  rows: readonly DemandRow[],
  asOf: CalendarDay,
  leadTimeOf: (goodsId: string) => number,
): GoodsHistory[] {
  const end = dayNumber(asOf);
  const histories: GoodsHistory[] = [];
  let start = 0;
  while (start < rows.length) {
    const first = rows[start];
    if (!first) break;
    let next = start + 1;
    while (rows[next]?.goodsId === first.goodsId) next++;
    histories.push(goodsHistory(rows.slice(start, next), first, end, leadTimeOf(first.goodsId)));
    start = next;
  }
  return histories;
}

function goodsHistory(days: readonly DemandRow[], first: DemandRow, end: number, leadTimeDays: number): GoodsHistory {
  const firstNumber = dayNumber(first.day);
  const quantities = new Float32Array(end - firstNumber);
  const prices = new Float32Array(end - firstNumber);
  for (const { day, quantity, price } of days) {
    const index = dayNumber(day) - firstNumber;
    quantities[index] = Math.min(quantity, MOST_UNITS_A_DAY);
    prices.fill(price, index);
  }
  return { goodsId: first.goodsId, firstDay: dayFromNumber(firstNumber), quantities, prices, leadTimeDays };
}
