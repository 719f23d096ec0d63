import { MAX_DAILY_QUANTITY, type GoodsHistory } from '@tor/forecasting/shop-history';
import { type CalendarDay, dayFromNumber, dayNumber } from '@tor/kernel/calendar-day';
import type { EmptyShelf } from '@tor/persistence/repositories/empty-shelves';
import type { DemandRow } from '@tor/persistence/repositories/sales.repository';

/** Goods to lay out: what the forecaster has to know of them besides their sales. */
export interface LearnedGoods {
  readonly id: string;
  /** Days from order to delivery. */
  readonly leadTimeDays: number;
}

/**
 * Lays the days with sales out on the calendar: one value a day from each goods' first sale to the day before `asOf`, days
 * without sales 0, the price of such a day the last one known. Goods without sales are left out. A day with a sale is never out
 * of stock, whatever the ledger says: the sale was booked later, or the stock was never counted.
 * @param goods in the order in which the forecaster is to see them: it decides which rows the model is trained on
 * @param rows each goods' together and in the order of days, all before `asOf`; those of other goods are passed over
 * @param emptyShelves the days on which the ledger held nothing of a goods, all before `asOf`
 */
export function demandHistory(
  goods: readonly LearnedGoods[],
  rows: readonly DemandRow[],
  emptyShelves: readonly EmptyShelf[],
  asOf: CalendarDay,
): GoodsHistory[] {
  const daysOf = byGoods(rows);
  const emptyOf = byGoods(emptyShelves);
  return goods.flatMap((one) => {
    const days = daysOf.get(one.id);
    return days ? goodsHistory(one, days, emptyOf.get(one.id) ?? [], dayNumber(asOf)) : [];
  });
}

function byGoods<Row extends { readonly goodsId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const grouped = new Map<string, Row[]>();
  for (const row of rows) {
    const group = grouped.get(row.goodsId);
    if (group) group.push(row);
    else grouped.set(row.goodsId, [row]);
  }
  return grouped;
}

function goodsHistory(
  { id, leadTimeDays }: LearnedGoods,
  days: readonly DemandRow[],
  emptyShelves: readonly EmptyShelf[],
  end: number,
): GoodsHistory {
  const firstNumber = days[0] ? dayNumber(days[0].day) : end;
  const quantities = new Float32Array(end - firstNumber);
  const prices = new Float32Array(end - firstNumber);
  for (const { day, quantity, price } of days) {
    const index = dayNumber(day) - firstNumber;
    quantities[index] = Math.min(quantity, MAX_DAILY_QUANTITY);
    prices.fill(price, index);
  }
  const outOfStock = new Uint8Array(end - firstNumber);
  for (const { firstDay, lastDay } of emptyShelves) {
    outOfStock.fill(
      1,
      Math.max(0, dayNumber(firstDay) - firstNumber),
      Math.max(0, dayNumber(lastDay) - firstNumber + 1),
    );
  }
  quantities.forEach((quantity, day) => {
    if (quantity > 0) outOfStock[day] = 0;
  });
  return { goodsId: id, firstDay: dayFromNumber(firstNumber), quantities, prices, leadTimeDays, outOfStock };
}
