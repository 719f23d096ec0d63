import type { CalendarDay } from '@tor/kernel/calendar-day';
import { dayNumber, isCalendarDay } from '@tor/kernel/calendar-day';

/** The longest history that is taken; the forecaster looks at the last two years of it. */
const MAX_DAYS = 3_660;
/** Keeps every sum of a forecast inside a 32-bit whole number. */
export const MAX_DAILY_QUANTITY = 1_000_000;
/** The forecaster looks at the last so many days: what sold longer ago is as if it had never been sold. */
export const LEARNED_DAYS = 730;
const MAX_COVER_DAYS = 365;

/** What one goods sold, day by day. */
export interface GoodsHistory {
  goodsId: string;
  /** The day of the first value: the first sale, or the shop's today when nothing was ever sold. */
  firstDay: CalendarDay;
  /** Units sold, one value per calendar day from `firstDay` to yesterday; days without a sale are 0. */
  quantities: Float32Array;
  /** The unit price of each of those days, the last known one carried forward; 0 when it is unknown. */
  prices: Float32Array;
  /** Days from ordering to having the goods, 0..365. */
  leadTimeDays: number;
  /**
   * 1 for each of those days on which the stock ledger says that there was nothing to sell from morning to evening, else 0.
   * Left out: never. A day without a sale is no sign of an empty shelf.
   */
  outOfStock?: Uint8Array;
}

/** All that a forecast of one shop is made of. */
export interface ShopHistory {
  /** The shop's today: the first day to forecast, and the day after the last value of every goods. */
  asOf: CalendarDay;
  goods: GoodsHistory[];
  /** Days from one order to the next, 1..365. */
  reviewDays: number;
  /** The wanted probability that stock lasts until the next delivery, 0.5..0.999. */
  serviceLevel: number;
}

/**
 * Makes sure that a history has the shapes, lengths and ranges written above, before anything is computed from it.
 * @throws Error that names the goods and the rule it breaks
 */
export function checkShopHistory(history: ShopHistory): void {
  const { asOf, goods, reviewDays, serviceLevel } = history;
  if (!isCalendarDay(asOf)) throw new Error(`asOf must be a day of the form YYYY-MM-DD, not "${String(asOf)}"`);
  if (!isWhole(reviewDays, 1, MAX_COVER_DAYS)) {
    throw new Error(`reviewDays must be a whole number from 1 to ${MAX_COVER_DAYS}, not ${reviewDays}`);
  }
  if (!(serviceLevel >= 0.5 && serviceLevel <= 0.999)) {
    throw new Error(`serviceLevel must be from 0.5 to 0.999, not ${serviceLevel}`);
  }
  const seen = new Set<string>();
  for (const one of goods) {
    const broken = seen.has(one.goodsId) ? 'it is listed twice' : brokenRule(one, dayNumber(asOf));
    if (broken !== null) throw new Error(`Goods "${one.goodsId}": ${broken}`);
    seen.add(one.goodsId);
  }
}

function brokenRule(goods: GoodsHistory, asOfNumber: number): string | null {
  const { goodsId, firstDay, quantities, prices, leadTimeDays } = goods;
  if (goodsId === '') return 'goodsId must not be empty';
  if (!isCalendarDay(firstDay)) return `firstDay must be a day of the form YYYY-MM-DD, not "${String(firstDay)}"`;
  if (!isWhole(leadTimeDays, 0, MAX_COVER_DAYS)) {
    return `leadTimeDays must be a whole number from 0 to ${MAX_COVER_DAYS}, not ${leadTimeDays}`;
  }
  if (quantities.length > MAX_DAYS) return `${quantities.length} days are more than ${MAX_DAYS}`;
  const days = asOfNumber - dayNumber(firstDay);
  if (quantities.length !== days) {
    return `quantities must hold one value per day from firstDay to the day before asOf: ${days}, not ${quantities.length}`;
  }
  const { outOfStock } = goods;
  if (outOfStock && outOfStock.length !== days) {
    return `outOfStock must be as many as quantities: ${days}, not ${outOfStock.length}`;
  }
  if (prices.length !== days) return `prices must be as many as quantities: ${days}, not ${prices.length}`;
  return (
    outOfRange('the quantity', quantities, MAX_DAILY_QUANTITY) ??
    outOfRange('the price', prices, Number.MAX_SAFE_INTEGER)
  );
}

function outOfRange(what: string, values: Float32Array, most: number): string | null {
  const day = values.findIndex((value) => !(value >= 0 && value <= most));
  return day === -1 ? null : `${what} of day ${day} must be from 0 to ${most}, not ${values[day]}`;
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
