import type { CalendarDay } from '@tor/kernel/calendar-day';
import { dayNumber } from '@tor/kernel/calendar-day';
import { believedDemand } from './empty-shelf.js';
import { type GoodsHistory, LEARNED_DAYS } from './shop-history.js';

/** Keeps ratios to the level finite where the sold quantities are next to nothing. */
const MIN_LEVEL = 1e-6;

/**
 * One goods' sales from its first sale to yesterday, with running sums, so that the mean of any window costs two reads.
 * Index i is the i-th day; `length` is the index of the shop's today.
 */
export interface DemandSeries {
  goodsId: string;
  length: number;
  /** The day number (days since 1970-01-01) of index 0. */
  firstDayNumber: number;
  /** Units sold a day. */
  sold: Float32Array;
  /** Units of demand a day: what was sold, and on days with an empty shelf what is believed would have been. */
  quantities: Float32Array;
  prices: Float32Array;
  /** 1 for days on which nothing could be sold, as the ledger says. */
  outOfStock: Uint8Array;
  /** `sums[i]`: units of demand on the days before i; likewise their squares, days with a sale, and prices. */
  sums: Float64Array;
  squareSums: Float64Array;
  saleDays: Float64Array;
  priceSums: Float64Array;
  /** `soldSums[i]`: units sold on the days before i. */
  soldSums: Float64Array;
  /** How many days before day i had an empty shelf. */
  emptyDays: Float64Array;
  /** `lastSale[i]`: index of the latest sale before day i, -1 when there is none. */
  lastSale: Int32Array;
}

/** Builds the series of one goods: leading days without a sale and days older than two years are left out. */
export function demandSeries(goods: GoodsHistory, asOf: CalendarDay): DemandSeries {
  const firstSale = goods.quantities.findIndex((quantity) => quantity > 0);
  const start =
    firstSale === -1 ? goods.quantities.length : Math.max(firstSale, goods.quantities.length - LEARNED_DAYS);
  const sold = goods.quantities.subarray(start);
  const prices = goods.prices.subarray(start);
  const length = sold.length;
  const outOfStock = goods.outOfStock?.subarray(start) ?? new Uint8Array(length);
  const { quantities, squares, saleShares } = believedDemand(sold, outOfStock);
  const lastSale = new Int32Array(length + 1).fill(-1);
  for (let day = 0; day < length; day++) lastSale[day + 1] = (sold[day] ?? 0) > 0 ? day : (lastSale[day] ?? -1);
  return {
    goodsId: goods.goodsId,
    length,
    firstDayNumber: dayNumber(asOf) - length,
    sold,
    quantities,
    prices,
    outOfStock,
    sums: runningSum(quantities),
    squareSums: runningSum(squares),
    saleDays: runningSum(saleShares),
    priceSums: runningSum(prices),
    soldSums: runningSum(sold),
    emptyDays: runningSum(outOfStock),
    lastSale,
  };
}

function runningSum(values: Float32Array | Uint8Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  let sum = 0;
  for (let index = 0; index < values.length; index++) {
    sum += values[index] ?? 0;
    sums[index + 1] = sum;
  }
  return sums;
}

/** What `sums` grew by over the `days` days before day `before`; over fewer when the series is younger. */
export function windowSum(sums: Float64Array, before: number, days: number): number {
  return (sums[before] ?? 0) - (sums[Math.max(0, before - days)] ?? 0);
}

/** The mean of the `days` days before day `before`, or of as many as there are; 0 without any. */
export function windowMean(sums: Float64Array, before: number, days: number): number {
  const count = Math.min(before, days);
  return count === 0 ? 0 : Math.max(0, windowSum(sums, before, days) / count);
}

/**
 * The goods' recent pace in units a day, by which sales of large and small goods are made comparable: half the 28-day mean
 * and half the 56-day mean before day `before`. It is 0 exactly when nothing was sold in those 56 days.
 */
export function levelAt(series: DemandSeries, before: number): number {
  if (windowSum(series.saleDays, before, 56) === 0) return 0;
  const pace = 0.5 * windowMean(series.sums, before, 28) + 0.5 * windowMean(series.sums, before, 56);
  return Math.max(pace, MIN_LEVEL);
}
