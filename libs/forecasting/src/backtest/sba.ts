import { saleStart } from './sale-start.js';

const ALPHA = 0.1;

/**
 * The Syntetos-Boylan approximation: Croston's method, which smooths the size z of sales and the interval p between them at each
 * sale, freed of its bias: (1 - alpha / 2) z / p a day (Syntetos and Boylan 2005, The accuracy of intermittent demand estimates,
 * International Journal of Forecasting 21). alpha = 0.1; z and p start from the first 28 days.
 * @param quantities units a day
 * @returns units a day, >= 0; 0 where nothing was sold
 */
export function sbaLevel(quantities: ArrayLike<number>): number {
  const start = saleStart(quantities);
  if (!start) return 0;
  let size = start.size;
  let interval = 1 / start.probability;
  let lastSale = start.days - 1;
  while ((quantities[lastSale] ?? 0) <= 0) lastSale--;
  for (let day = start.days; day < quantities.length; day++) {
    const sold = quantities[day] ?? 0;
    if (sold <= 0) continue;
    size += ALPHA * (sold - size);
    interval += ALPHA * (day - lastSale - interval);
    lastSale = day;
  }
  return ((1 - ALPHA / 2) * size) / interval;
}
