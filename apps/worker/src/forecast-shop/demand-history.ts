import { MAX_DAILY_QUANTITY, type GoodsHistory } from '@tor/forecasting/shop-history';
import { type CalendarDay, dayFromNumber, dayNumber } from '@tor/kernel/calendar-day';
import type { DemandRow } from '@tor/persistence/repositories/sales.repository';

/** Goods to lay out: what the forecaster has to know of them besides their sales. */
export interface LearnedGoods {
  readonly id: string;
  /** Days from order to delivery. */
  readonly leadTimeDays: number;
}

/**
 * Lays the days with sales out on the calendar: one value a day from each goods' first sale to the day before `asOf`, days
 * without sales 0, the price of such a day the last one known. Goods without sales are left out.
 * @param goods in the order in which the forecaster is to see them: it decides which rows the model is trained on
 * @param rows each goods' together and in the order of days, all before `asOf`; those of other goods are passed over
 */
export function demandHistory(
  goods: readonly LearnedGoods[],
  rows: readonly DemandRow[],
  asOf: CalendarDay,
): GoodsHistory[] {
  const daysOf = new Map<string, DemandRow[]>();
  for (const row of rows) {
    const days = daysOf.get(row.goodsId);
    if (days) days.push(row);
    else daysOf.set(row.goodsId, [row]);
  }
  return goods.flatMap((one) => {
    const days = daysOf.get(one.id);
    return days ? goodsHistory(one, days, dayNumber(asOf)) : [];
  });
}

function goodsHistory({ id, leadTimeDays }: LearnedGoods, days: readonly DemandRow[], end: number): GoodsHistory {
  const firstNumber = days[0] ? dayNumber(days[0].day) : end;
  const quantities = new Float32Array(end - firstNumber);
  const prices = new Float32Array(end - firstNumber);
  for (const { day, quantity, price } of days) {
    const index = dayNumber(day) - firstNumber;
    quantities[index] = Math.min(quantity, MAX_DAILY_QUANTITY);
    prices.fill(price, index);
  }
  return { goodsId: id, firstDay: dayFromNumber(firstNumber), quantities, prices, leadTimeDays };
}
