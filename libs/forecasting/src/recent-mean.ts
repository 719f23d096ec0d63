const RECENT_DAYS = 28;
/** A history begins with a sale by its nature, so fewer days than this would take that sale for the pace. */
const LEAST_DAYS = 7;
/** A day counts as this many times the usual day with a sale at the most: few sales must not be ruled by the largest. */
const CAP = 3;

/**
 * The mean of the last 28 days, for goods with few sales. Each day counts as three times the median of those days' sales at
 * the most, and the sum is spread over seven days at least.
 * @param sold units sold a day
 * @param demand units a day, as far as it is known or believed
 * @param before the 28 days before this day are read
 * @returns units a day, >= 0; 0 without a sale in those days
 */
export function recentMean(sold: Float32Array, demand: Float32Array, before: number): number {
  const start = Math.max(0, before - RECENT_DAYS);
  const sales = sold
    .subarray(start, before)
    .filter((quantity) => quantity > 0)
    .sort();
  if (sales.length === 0) return 0;
  const cap = CAP * (sales[(sales.length - 1) >> 1] ?? 0);
  let sum = 0;
  for (let day = start; day < before; day++) sum += Math.min(demand[day] ?? 0, cap);
  return Math.max(0, sum) / Math.max(before - start, LEAST_DAYS);
}
