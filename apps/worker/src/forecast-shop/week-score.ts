import type { GoodsHistory } from '@tor/forecasting/shop-history';

/** The days of a forecast that are scored. */
const WEEK = 7;

/** How far off a shop's forecasts of the last seven days were, in units, summed over goods. */
export interface WeekScore {
  readonly sold: number;
  /** Sum of |sold - forecast| over goods, each goods' seven days taken together. */
  readonly error: number;
  /** The same had the week before that one been the forecast. */
  readonly naiveError: number;
}

/**
 * Scores what was forecast for the last seven days, by the rules of the accuracy that owners are told: totals of seven days, goods
 * left out whose shelf was empty on one of them.
 * @param history up to yesterday; goods that are not in it any more are left out
 * @param forecasts for each goods the units of these seven days, as they were forecast before the first of them
 */
export function scoreWeek(history: readonly GoodsHistory[], forecasts: ReadonlyMap<string, number>): WeekScore {
  const score = { sold: 0, error: 0, naiveError: 0 };
  for (const { goodsId, quantities, outOfStock } of history) {
    const forecast = forecasts.get(goodsId);
    if (forecast === undefined || outOfStock?.subarray(-WEEK).includes(1)) continue;
    const sold = sumOf(quantities.subarray(-WEEK));
    const before = sumOf(quantities.subarray(-2 * WEEK, -WEEK));
    score.sold += sold;
    score.error += Math.abs(sold - forecast);
    score.naiveError += Math.abs(sold - before);
  }
  return score;
}

function sumOf(quantities: Float32Array): number {
  return quantities.reduce((sum, quantity) => sum + quantity, 0);
}
