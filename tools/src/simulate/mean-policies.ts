import { orderUpTo, type Policy, type ShelfView } from './policy.js';
import { LEAD_TIME_DAYS, REVIEW_DAYS } from './scene.js';

const RECENT_DAYS = 28;
const PROTECTED_DAYS = LEAD_TIME_DAYS + REVIEW_DAYS;

/** Orders up to `factor` times the mean day of the last 28, for each day of lead and review time. */
export function recentMeanPolicy(factor: number): Policy {
  return (_, shelves) => shelves.map((shelf) => orderUpTo(factor * meanOf(recentSales(shelf)) * PROTECTED_DAYS, shelf));
}

/** As {@link recentMeanPolicy}, of the last 28 days on which there was something to sell. */
export function stockedMeanPolicy(factor: number): Policy {
  return (_, shelves) =>
    shelves.map((shelf) => orderUpTo(factor * meanOf(recentStockedSales(shelf)) * PROTECTED_DAYS, shelf));
}

/**
 * What textbooks say (Silver, Pyke and Thomas, 7.9.1): mean demand of lead and review time and `z` times its standard deviation,
 * the demand of days being independent and normal, with mean and deviation of the last 28 days with something to sell.
 */
export function textbookPolicy(z: number): Policy {
  return (_, shelves) =>
    shelves.map((shelf) => {
      const sales = recentStockedSales(shelf);
      const mean = meanOf(sales);
      const variance = meanOf(sales.map((quantity) => (quantity - mean) ** 2));
      return orderUpTo(mean * PROTECTED_DAYS + z * Math.sqrt(variance * PROTECTED_DAYS), shelf);
    });
}

function recentSales({ sold }: ShelfView): number[] {
  return [...sold.subarray(-RECENT_DAYS)];
}

function recentStockedSales({ sold, outOfStock }: ShelfView): number[] {
  const sales: number[] = [];
  for (let day = sold.length - 1; day >= 0 && sales.length < RECENT_DAYS; day--) {
    if (outOfStock[day] !== 1) sales.push(sold[day] ?? 0);
  }
  return sales;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
