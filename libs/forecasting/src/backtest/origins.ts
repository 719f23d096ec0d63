import { addDays, type CalendarDay, daysBetween } from '@tor/kernel/calendar-day';

/** The forecaster looks at two years: with as much before the earliest origin, origins can lie four weeks apart. */
const HISTORY_WANTED = 730;
const LONG_STEP = 28;
const SHORT_STEP = 14;
/** With less before it, no goods of the earliest origin is old enough to be scored. */
const LEAST_HISTORY = 56;

/** The data cannot be backtested as asked. */
export class BacktestRefused extends Error {}

export interface OriginPlan {
  /** Days that each origin forecasts. */
  horizonDays: number;
  /** How many origins. */
  origins: number;
  /** Days from one origin to the next; null: 28 where the earliest one then has two years behind it, else 14. */
  stepDays: number | null;
  /** How many of the newest origins to leave out. */
  skip: number;
  /** The last day of the data is not over: no origin forecasts it. */
  lastDayOut: boolean;
}

export interface Origins {
  /** The first day to forecast of each origin, the newest first. */
  days: CalendarDay[];
  stepDays: number;
}

/**
 * The days from which a backtest forecasts (rolling origins; Tashman 2000): the newest is the one whose horizon ends with the
 * data, each further one `stepDays` earlier.
 * @throws BacktestRefused when less than 56 days of data lie before the earliest origin
 */
export function planOrigins(firstDay: CalendarDay, lastDay: CalendarDay, plan: OriginPlan): Origins {
  const newest = addDays(lastDay, 1 - plan.horizonDays - (plan.lastDayOut ? 1 : 0));
  const day = (number: number, step: number): CalendarDay => addDays(newest, -step * number);
  const historyWith = (step: number): number => daysBetween(firstDay, day(plan.skip + plan.origins - 1, step));
  const stepDays = plan.stepDays ?? (historyWith(LONG_STEP) >= HISTORY_WANTED ? LONG_STEP : SHORT_STEP);
  const least = historyWith(stepDays);
  if (least < LEAST_HISTORY) {
    const missing = LEAST_HISTORY - least;
    throw new BacktestRefused(
      `The data from ${firstDay} to ${lastDay} is ${missing} days too short: the earliest origin needs ${LEAST_HISTORY} days before it`,
    );
  }
  return { days: Array.from({ length: plan.origins }, (_, index) => day(plan.skip + index, stepDays)), stepDays };
}
