/** A policy's parameter with which it holds as much as it should, and how much that is. */
export interface EqualStock {
  readonly parameter: number;
  readonly averageStock: number;
}

const MOST_STEPS = 60;
const LARGEST_PARAMETER = 1_024;

/**
 * Finds by bisection the parameter at which a policy's average stock equals `wanted`.
 * @param stockAt the average stock with a parameter; it grows with it
 * @param tolerance a share of `wanted`
 * @returns the closest that was found: in a shop of few units there may be no closer one
 */
export function findEqualStock(wanted: number, tolerance: number, stockAt: (parameter: number) => number): EqualStock {
  let [low, high] = [0, 1];
  let best: EqualStock = { parameter: 0, averageStock: stockAt(0) };
  const judge = (parameter: number): number => {
    const averageStock = stockAt(parameter);
    if (Math.abs(averageStock - wanted) < Math.abs(best.averageStock - wanted)) best = { parameter, averageStock };
    return averageStock;
  };
  const isFound = (): boolean => Math.abs(best.averageStock - wanted) <= tolerance * wanted;
  while (!isFound() && judge(high) < wanted && high < LARGEST_PARAMETER) [low, high] = [high, high * 2];
  for (let step = 0; step < MOST_STEPS && !isFound(); step++) {
    const middle = (low + high) / 2;
    if (judge(middle) < wanted) low = middle;
    else high = middle;
  }
  return best;
}
