import type { AccuracySums } from '@tor/persistence/repositories/accuracy.repository';
import type { AccuracyFigures } from './dto/accuracy.view.js';

const NOTHING = {
  ...{ weeks: 0, weeksOutOfStock: 0, weekActual: 0, weekPredicted: 0, weekAbsoluteError: 0 },
  ...{ weekNaiveAbsoluteError: 0, weeksCovered: 0, days: 0, daysOutOfStock: 0, dayActual: 0, dayAbsoluteError: 0 },
  ...{ dayNaiveAbsoluteError: 0, daysCovered: 0 },
};

/**
 * How far forecasts were off, from what they add up to. The definitions are those of the forecaster's own measures
 * (`libs/forecasting/src/metrics.ts`): WAPE = sum |sold - forecast| / sum sold, bias = (sum forecast - sum sold) / sum sold,
 * coverage = share of values inside the band, ends included. MASE (Hyndman and Koehler 2006): mean absolute error of a day over
 * that of the seasonal naive forecast in the weeks before; of several goods, the mean of theirs.
 * @param goods the sums of one goods or of several
 */
export function accuracyFigures(goods: readonly AccuracySums[]): AccuracyFigures {
  const sums = goods.reduce(
    (total, one) => {
      for (const name of Object.keys(total) as (keyof typeof total)[]) total[name] += one[name];
      return total;
    },
    { ...NOTHING },
  );
  const scaled = goods.flatMap(({ naiveScale, days, dayAbsoluteError }) =>
    naiveScale !== null && naiveScale > 0 && days > 0 ? [dayAbsoluteError / days / naiveScale] : [],
  );
  return {
    weeks_scored: sums.weeks,
    weeks_out_of_stock: sums.weeksOutOfStock,
    days_scored: sums.days,
    days_out_of_stock: sums.daysOutOfStock,
    week_wape: ratio(sums.weekAbsoluteError, sums.weekActual),
    naive_week_wape: ratio(sums.weekNaiveAbsoluteError, sums.weekActual),
    day_wape: ratio(sums.dayAbsoluteError, sums.dayActual),
    naive_day_wape: ratio(sums.dayNaiveAbsoluteError, sums.dayActual),
    bias: ratio(sums.weekPredicted - sums.weekActual, sums.weekActual),
    mase: ratio(
      scaled.reduce((sum, one) => sum + one, 0),
      scaled.length,
    ),
    week_coverage: ratio(sums.weeksCovered, sums.weeks),
    day_coverage: ratio(sums.daysCovered, sums.days),
    beats_naive: sums.weekActual > 0 ? sums.weekAbsoluteError < sums.weekNaiveAbsoluteError : null,
  };
}

/** In ten-thousandths; null where there is nothing to divide by. */
function ratio(part: number, whole: number): number | null {
  return whole > 0 ? Math.round((part / whole) * 10_000) / 10_000 : null;
}
