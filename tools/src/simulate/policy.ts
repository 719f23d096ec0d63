import type { CalendarDay } from '@tor/kernel/calendar-day';

/** What a shopkeeper knows of a goods in the morning of an order. */
export interface ShelfView {
  readonly code: string;
  readonly firstDay: CalendarDay;
  /** Units sold a day, from `firstDay` to yesterday; what nobody could buy is not in it. */
  readonly sold: Float32Array;
  readonly prices: Float32Array;
  /** 1 for each of those days on which the shelf was empty from morning to evening. */
  readonly outOfStock: Uint8Array;
  readonly onHand: number;
  readonly onOrder: number;
}

/** What is ordered of a goods, and why. */
export interface Decision {
  /** The stock that the order is to reach, in whole units. */
  readonly upTo: number;
  /** Whole units, >= 0. */
  readonly order: number;
  /** Which model spoke, where one did. */
  readonly model?: string;
}

/** Says what to order of each goods, in their order. */
export type Policy = (today: CalendarDay, shelves: readonly ShelfView[]) => readonly Decision[];

/** Orders what is missing from a stock. */
export function orderUpTo(wanted: number, { onHand, onOrder }: ShelfView): Decision {
  const upTo = Math.max(0, Math.ceil(wanted - 1e-6));
  return { upTo, order: Math.max(0, upTo - onHand - onOrder) };
}
