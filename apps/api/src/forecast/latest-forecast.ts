import { daysBetween, parseCalendarDay, type CalendarDay } from '@tor/kernel/calendar-day';
import type { ForecastRun } from '@tor/persistence/entities/forecast-run.entity';
import type { RestockInference } from '@tor/persistence/entities/restock-inference.entity';
import type { TenantScope } from '@tor/persistence/tenant-scope';

/** The shop's latest finished run, if it reaches to today, and what it inferred of some goods. */
export interface LatestForecast {
  readonly run: ForecastRun | null;
  readonly inferenceOf: ReadonlyMap<string, RestockInference>;
}

/** Reads the latest forecast of these goods, at most two queries. */
export async function latestForecast(
  shop: TenantScope,
  today: CalendarDay,
  goodsIds: readonly string[],
): Promise<LatestForecast> {
  const latest = await shop.forecasts.latestRun();
  const run = latest && reachesTo(latest, today) ? latest : null;
  const inferences = run ? await shop.forecasts.inferencesOf(run.id, goodsIds) : [];
  return { run, inferenceOf: new Map(inferences.map((inference) => [inference.goodsId, inference])) };
}

/** How many days of a run are over. They are left out of what is said today. */
export function passedDays(run: ForecastRun, today: CalendarDay): number {
  return daysBetween(parseCalendarDay(run.asOf), today);
}

/** A run of a day that is still to come is of a shop that has moved to an earlier time zone: it speaks of other days. */
function reachesTo(run: ForecastRun, today: CalendarDay): boolean {
  const passed = passedDays(run, today);
  return passed >= 0 && passed < run.horizonDays;
}
