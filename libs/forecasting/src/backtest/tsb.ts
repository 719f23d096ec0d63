import { saleStart } from './sale-start.js';

const ALPHA = 0.1;
const BETA = 0.05;

/**
 * The method of Teunter, Syntetos and Babai (2011, Intermittent demand: linking forecasting to inventory obsolescence, European
 * Journal of Operational Research 214): the probability of a sale is smoothed every day by beta, the size of sales at each sale
 * by alpha; their product is the forecast of a day, which falls while nothing sells. alpha = 0.1, beta = 0.05; both start from the
 * first 28 days.
 * @param quantities units a day
 * @returns units a day, >= 0; 0 where nothing was sold
 */
export function tsbLevel(quantities: ArrayLike<number>): number {
  const start = saleStart(quantities);
  if (!start) return 0;
  let { size, probability } = start;
  for (let day = start.days; day < quantities.length; day++) {
    const sold = quantities[day] ?? 0;
    probability += BETA * ((sold > 0 ? 1 : 0) - probability);
    if (sold > 0) size += ALPHA * (sold - size);
  }
  return probability * size;
}
