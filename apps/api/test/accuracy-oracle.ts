import { bias, coverage, wape } from '@tor/forecasting/metrics';
import { addDays, type CalendarDay, daysBetween } from '@tor/kernel/calendar-day';
import type { ApiClient } from '@tor/testing/api-client';
import type { TestDatabase } from '@tor/testing/test-database';
import type { AccuracyFigures } from '../src/forecast/accuracy/dto/accuracy.view.js';
import type { WrittenInference } from './forecast-steps.js';

/** A forecast that is to be scored: what a run of `asOf` said of one goods. */
export interface PastForecast extends WrittenInference {
  readonly asOf: CalendarDay;
}

/** Units sold, by goods and day, as the sales say. */
export type SoldUnits = (goodsId: string, day: CalendarDay) => number;

export async function soldIn(database: TestDatabase, shop: ApiClient): Promise<SoldUnits> {
  const rows = await database.query<{ key: string; units: number }>(
    `SELECT goods_id || ' ' || sale_date AS key, sum(quantity)::float8 AS units FROM sales WHERE user_id = $1 GROUP BY 1`,
    [shop.userId],
  );
  const units = new Map(rows.map((row) => [row.key, row.units]));
  return (goodsId, day) => units.get(`${goodsId} ${day}`) ?? 0;
}

/**
 * The figures that the API should give for forecasts, computed one by one with the forecaster's own measures.
 * @param isEmpty whether a goods' shelf was empty on a day
 */
export function expectedFigures(
  forecasts: readonly PastForecast[],
  sold: SoldUnits,
  isEmpty: (goodsId: string, day: CalendarDay) => boolean = () => false,
): AccuracyFigures {
  const weeks = new Rows();
  const days = new Rows();
  const errorsOf = new Map<string, number[]>();
  let [weeksOut, daysOut] = [0, 0];
  for (const { goodsId, asOf, predicted = [], lower = [], upper = [], week = [0, 0] } of forecasts) {
    const window = Array.from({ length: 7 }, (_, day) => ({
      empty: isEmpty(goodsId, addDays(asOf, day)),
      actual: sold(goodsId, addDays(asOf, day)),
      naive: sold(goodsId, addDays(asOf, day - 7)),
      ...{ predicted: predicted[day] ?? NaN, lower: lower[day] ?? NaN, upper: upper[day] ?? NaN },
    }));
    for (const { empty, ...day } of window) {
      if (empty) daysOut++;
      else {
        days.add(day);
        errorsOf.set(goodsId, [...(errorsOf.get(goodsId) ?? []), Math.abs(day.actual - day.predicted)]);
      }
    }
    const total = (name: 'actual' | 'naive' | 'predicted'): number => window.reduce((sum, day) => sum + day[name], 0);
    if (window.some(({ empty }) => empty)) weeksOut++;
    else
      weeks.add({
        ...{ actual: total('actual'), naive: total('naive'), predicted: total('predicted') },
        ...{ lower: week[0], upper: week[1] },
      });
  }
  const first = forecasts.map(({ asOf }) => asOf).sort()[0];
  const scaled = [...errorsOf].flatMap(([goodsId, errors]) => {
    const scale = first ? naiveScale(goodsId, first, sold) : 0;
    return scale > 0 ? [mean(errors) / scale] : [];
  });
  return {
    ...{ weeks_scored: weeks.actual.length, weeks_out_of_stock: weeksOut },
    ...{ days_scored: days.actual.length, days_out_of_stock: daysOut },
    ...{
      week_wape: finite(wape(weeks.actual, weeks.predicted)),
      naive_week_wape: finite(wape(weeks.actual, weeks.naive)),
    },
    ...{ day_wape: finite(wape(days.actual, days.predicted)), naive_day_wape: finite(wape(days.actual, days.naive)) },
    bias: finite(bias(weeks.actual, weeks.predicted)),
    mase: finite(mean(scaled)),
    week_coverage: weeks.actual.length > 0 ? finite(coverage(weeks.actual, weeks.lower, weeks.upper)) : null,
    day_coverage: days.actual.length > 0 ? finite(coverage(days.actual, days.lower, days.upper)) : null,
    beats_naive: weeks.actual.some((units) => units > 0)
      ? wape(weeks.actual, weeks.predicted) < wape(weeks.actual, weeks.naive)
      : null,
  };
}

/** By how much a day's sales change from week to week in the 14 weeks before a day; 0 without such days. */
function naiveScale(goodsId: string, before: CalendarDay, sold: SoldUnits): number {
  const days = Array.from({ length: 98 }, (_, index) => addDays(before, index - 98));
  const first = days.find((day) => sold(goodsId, day) > 0);
  if (!first) return 0;
  const judged = days.filter((day) => daysBetween(first, day) >= 7);
  return judged.length === 0
    ? 0
    : mean(judged.map((day) => Math.abs(sold(goodsId, day) - sold(goodsId, addDays(day, -7)))));
}

class Rows {
  readonly actual: number[] = [];
  readonly naive: number[] = [];
  readonly predicted: number[] = [];
  readonly lower: number[] = [];
  readonly upper: number[] = [];

  add(row: Record<'actual' | 'naive' | 'predicted' | 'lower' | 'upper', number>): void {
    for (const name of ['actual', 'naive', 'predicted', 'lower', 'upper'] as const) this[name].push(row[name]);
  }
}

/** As the API gives ratios: in ten-thousandths, null where there is none. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? Math.round(value * 10_000) / 10_000 : null;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
