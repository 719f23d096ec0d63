/** How regularly a goods sells, and how alike its sales are. */
export type DemandClass = 'smooth' | 'erratic' | 'intermittent' | 'lumpy';

const ADI_LIMIT = 1.32;
const CV2_LIMIT = 0.49;

/**
 * The class of Syntetos, Boylan and Croston (2005, On the categorization of demand patterns, JORS 56): ADI is the number of days
 * per day with a sale, CV2 the squared coefficient of variation of the sizes of those sales. `smooth` ADI < 1.32 and CV2 < 0.49,
 * `erratic` ADI < 1.32, `intermittent` CV2 < 0.49, else `lumpy`.
 * @param quantities units a day, with a day above 0
 */
export function demandClass(quantities: ArrayLike<number>): DemandClass {
  let sales = 0;
  let sum = 0;
  let squares = 0;
  for (let day = 0; day < quantities.length; day++) {
    const size = quantities[day] ?? 0;
    if (size <= 0) continue;
    sales++;
    sum += size;
    squares += size * size;
  }
  const adi = quantities.length / sales;
  const mean = sum / sales;
  const cv2 = Math.max(0, squares / sales - mean * mean) / (mean * mean);
  if (adi < ADI_LIMIT) return cv2 < CV2_LIMIT ? 'smooth' : 'erratic';
  return cv2 < CV2_LIMIT ? 'intermittent' : 'lumpy';
}
