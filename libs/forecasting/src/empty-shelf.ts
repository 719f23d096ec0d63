/** How many days with something on the shelf tell what would have sold on the days without. */
const TELLING_DAYS = 56;
/** After so many days with an empty shelf nobody knows any more whether the goods is still asked for. */
const MOST_DAYS = 56;

/** Demand a day, as far as it is known or believed. */
export interface BelievedDemand {
  /** Units. */
  quantities: Float32Array;
  /** The expected squares of those units. */
  squares: Float32Array;
  /** The probability that something would have been sold: 0 or 1 where it is known. */
  saleShares: Float32Array;
}

/**
 * Takes sales on days with an empty shelf for what they are, no news of demand: such days count as the mean of the latest 56
 * days on which there was something to sell, for 56 days in a row at the most. Only earlier days are read.
 * @param sold units a day
 * @param outOfStock 1 for days with an empty shelf, one per day; those with a sale count as any other
 */
export function believedDemand(sold: Float32Array, outOfStock: Uint8Array): BelievedDemand {
  const quantities = sold.slice();
  const squares = sold.map((quantity) => quantity * quantity);
  const saleShares = sold.map((quantity) => (quantity > 0 ? 1 : 0));
  if (!outOfStock.includes(1)) return { quantities, squares, saleShares };
  const telling: number[] = [];
  let emptyRun = 0;
  for (let day = 0; day < sold.length; day++) {
    const isEmpty = outOfStock[day] === 1 && (sold[day] ?? 0) === 0;
    emptyRun = isEmpty ? emptyRun + 1 : 0;
    if (!isEmpty) telling.push(day);
    if (!isEmpty || emptyRun > MOST_DAYS || telling.length === 0) continue;
    const from = telling.slice(-TELLING_DAYS);
    for (const values of [quantities, squares, saleShares]) {
      values[day] = from.reduce((sum, known) => sum + (values[known] ?? 0), 0) / from.length;
    }
  }
  return { quantities, squares, saleShares };
}
