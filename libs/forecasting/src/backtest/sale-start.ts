const START_DAYS = 28;

/** Where methods for intermittent demand start from. */
export interface SaleStart {
  /** The days that were looked at; smoothing goes on with the day after them. */
  days: number;
  /** Mean units of a day with a sale. */
  size: number;
  /** The share of days with a sale. */
  probability: number;
}

/** The first 28 days from the first sale on, or as many as there are; null where nothing was sold. */
export function saleStart(quantities: ArrayLike<number>): SaleStart | null {
  let first = 0;
  while (first < quantities.length && (quantities[first] ?? 0) <= 0) first++;
  if (first === quantities.length) return null;
  const days = Math.min(first + START_DAYS, quantities.length);
  let sales = 0;
  let units = 0;
  for (let day = first; day < days; day++) {
    const size = quantities[day] ?? 0;
    if (size > 0) sales++;
    units += size;
  }
  return { days, size: units / sales, probability: sales / (days - first) };
}
