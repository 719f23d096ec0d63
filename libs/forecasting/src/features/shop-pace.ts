import type { DemandSeries } from '../demand-series.js';

/** What the goods of a shop together sold, day by day, as running sums: index i holds the days before day i. */
export interface ShopPace {
  /** The day number of index 0. */
  firstDayNumber: number;
  units: Float64Array;
  /** How many goods sold. */
  sellers: Float64Array;
  /** How many goods there were to sell. */
  goods: Float64Array;
}

/** What is counted per goods and day: units, or whether it sold. */
export type PaceSums = 'units' | 'sellers';

/** A ratio to a pace that was next to nothing says little beyond this. */
const MAX_RATIO = 10;

/** Adds up the series of a shop. */
export function shopPace(shop: readonly DemandSeries[]): ShopPace {
  const first = shop.reduce((least, series) => Math.min(least, series.firstDayNumber), Infinity);
  const firstDayNumber = Number.isFinite(first) ? first : 0;
  const days = shop.reduce((most, series) => Math.max(most, series.length), 0);
  const units = new Float64Array(days + 1);
  const sellers = new Float64Array(days + 1);
  const goods = new Float64Array(days + 1);
  for (const series of shop) {
    const offset = series.firstDayNumber - firstDayNumber + 1;
    for (let day = 0; day < series.length; day++) {
      const at = offset + day;
      const quantity = series.quantities[day] ?? 0;
      units[at] = (units[at] ?? 0) + quantity;
      sellers[at] = (sellers[at] ?? 0) + ((series.saleDays[day + 1] ?? 0) - (series.saleDays[day] ?? 0));
      goods[at] = (goods[at] ?? 0) + 1;
    }
  }
  for (const sums of [units, sellers, goods]) {
    for (let day = 1; day <= days; day++) sums[day] = (sums[day] ?? 0) + (sums[day - 1] ?? 0);
  }
  return { firstDayNumber, units, sellers, goods };
}

/**
 * The shop's pace per goods and day over days `from` to before `to`, in multiples of that over `baseFrom` to before `baseTo`,
 * at most 10; 0 where either is unknown.
 * @param from day numbers, as all four
 */
export function paceRatio(
  pace: ShopPace,
  what: PaceSums,
  from: number,
  to: number,
  baseFrom: number,
  baseTo: number,
): number {
  const base = perGoodsDay(pace, what, baseFrom, baseTo);
  return base > 0 ? Math.min(MAX_RATIO, perGoodsDay(pace, what, from, to) / base) : 0;
}

function perGoodsDay(pace: ShopPace, what: PaceSums, from: number, to: number): number {
  const start = from - pace.firstDayNumber;
  const end = Math.min(to - pace.firstDayNumber, pace.goods.length - 1);
  if (start < 0 || start >= end) return 0;
  const goods = (pace.goods[end] ?? 0) - (pace.goods[start] ?? 0);
  return goods > 0 ? Math.max(0, (pace[what][end] ?? 0) - (pace[what][start] ?? 0)) / goods : 0;
}
