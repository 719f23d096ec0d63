import type { CalendarDay } from '@tor/kernel/calendar-day';
import { addDays } from '@tor/kernel/calendar-day';

/** Stock left below this counts as none: what floating noise leaves behind. */
const NOISE = 1e-6;

/**
 * How long the stock lasts, in days: whole days, and the part of the last day that is still covered.
 * @param onHand units in the shop, >= 0
 * @param predictedPerDay units expected to sell on each day from today on, >= 0
 * @returns null when the stock outlasts the forecast
 * @throws Error when a value is not finite or is negative
 */
export function daysOfCover(onHand: number, predictedPerDay: ArrayLike<number>): number | null {
  requireAmount('onHand', onHand);
  let left = onHand;
  for (let day = 0; day < predictedPerDay.length; day++) {
    const demand = predictedPerDay[day] ?? 0;
    requireAmount(`The demand of day ${day}`, demand);
    if (demand > left + NOISE) return day + left / demand;
    left = Math.max(0, left - demand);
  }
  return null;
}

/**
 * The first day whose expected demand the stock does not meet in full.
 * @param firstDay the day of `predictedPerDay[0]`
 * @returns null when the stock outlasts the forecast
 * @throws Error when a value is not finite or is negative
 */
export function stockoutDay(
  onHand: number,
  predictedPerDay: ArrayLike<number>,
  firstDay: CalendarDay,
): CalendarDay | null {
  const cover = daysOfCover(onHand, predictedPerDay);
  return cover === null ? null : addDays(firstDay, Math.floor(cover));
}

function requireAmount(name: string, amount: number): void {
  if (!(amount >= 0 && amount < Infinity)) throw new Error(`${name} must be finite and >= 0, not ${amount}`);
}
