import type { CalendarDay } from '@tor/kernel/calendar-day';

/** Days from an order to its delivery, and from one order to the next. */
export const LEAD_TIME_DAYS = 3;
export const REVIEW_DAYS = 7;
export const WEEK = 7;

/** One goods of a simulated shop: what it really sold before the simulation begins, and what is asked for in it. */
export interface SceneGoods {
  readonly code: string;
  /** The day of `history[0]`: its first sale. */
  readonly firstDay: CalendarDay;
  /** Units sold a day, from `firstDay` to the day before the simulation begins; with the price of a unit on each. */
  readonly history: Float32Array;
  readonly historyPrices: Float32Array;
  /** Units asked for on each simulated day, whole; with the price of a unit on each. */
  readonly demand: Int32Array;
  readonly prices: Float32Array;
  /** Sold on a quarter or more of the last 56 days before the simulation begins. */
  readonly isDense: boolean;
}

/** Days on which the supplier of a goods fails: its shelf is cleared on `from`, what is ordered comes on `until`. */
export interface SupplierFailure {
  /** The index of the goods. */
  readonly goods: number;
  /** Simulated days; `until` is the first one with deliveries again. */
  readonly from: number;
  readonly until: number;
}

/** All that is given before anything is ordered. */
export interface Scene {
  /** The first simulated day. */
  readonly start: CalendarDay;
  /** How many days are simulated. */
  readonly days: number;
  /** Orders are placed on the first day of so many weeks. */
  readonly reviews: number;
  readonly goods: readonly SceneGoods[];
  readonly failures: readonly SupplierFailure[];
}
