import { type CalendarDay, dayNumber, daysBetween, addDays } from '@tor/kernel/calendar-day';
import type { GoodsHistory, ShopHistory } from '../shop-history.js';

/** As much as a history may hold; the forecaster itself looks at the last two years. */
const MOST_DAYS = 3_650;

/**
 * The shop as it was on the morning of `asOf`: goods that had sold by then, with the days before `asOf`. The values are copied:
 * what comes after cannot be reached through them.
 * @param whole the shop with all days of the data
 */
export function historyAt(whole: ShopHistory, asOf: CalendarDay): ShopHistory {
  const goods = whole.goods.filter(({ firstDay }) => dayNumber(firstDay) < dayNumber(asOf));
  return { ...whole, asOf, goods: goods.map((one) => goodsAt(one, asOf)) };
}

function goodsAt({ goodsId, firstDay, quantities, prices, leadTimeDays, outOfStock }: GoodsHistory, asOf: CalendarDay) {
  const end = daysBetween(firstDay, asOf);
  const start = Math.max(0, end - MOST_DAYS);
  return {
    goodsId,
    firstDay: addDays(firstDay, start),
    quantities: quantities.slice(start, end),
    prices: prices.slice(start, end),
    leadTimeDays,
    ...(outOfStock && { outOfStock: outOfStock.slice(start, end) }),
  };
}

/** Units sold on each of `days` days from `asOf` on; days before the first sale and after the data are 0. */
export function soldFrom({ firstDay, quantities }: GoodsHistory, asOf: CalendarDay, days: number): Float64Array {
  const start = daysBetween(firstDay, asOf);
  return Float64Array.from({ length: days }, (_, day) => quantities[start + day] ?? 0);
}
