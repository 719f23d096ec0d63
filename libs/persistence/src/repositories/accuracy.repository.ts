import type { EntityManager } from 'typeorm';
import { addDays, type CalendarDay } from '@tor/kernel/calendar-day';
import type { TenantId } from '@tor/kernel/tenant-id';
import { emptyShelvesSql } from './empty-shelves.js';

/** Days that a forecast is scored over, from its own on. */
export const SCORED_DAYS = 7;

/** How many days before the first forecast tell how much sales change from week to week. */
const SCALE_DAYS = 98;

/** Which forecasts are scored. */
export interface AccuracyRequest {
  /** The shop's, an IANA name. */
  readonly timezone: string;
  /** The shop's: only forecasts whose days are all before it are scored. */
  readonly today: CalendarDay;
  /** The earliest day of a forecast. */
  readonly from: CalendarDay;
  /** Left out: all goods. */
  readonly goodsId?: string | undefined;
}

/** The days whose forecast was scored. */
export interface ScoredRuns {
  readonly since: CalendarDay | null;
  readonly until: CalendarDay | null;
  readonly runs: number;
}

/**
 * What the forecasts of one goods add up to beside what was sold. A week is the seven days of one forecast; weeks of forecasts
 * that follow each other overlap. Weeks with a day out of stock count in `weeksOutOfStock` alone, such days in
 * `daysOutOfStock`. All amounts are units.
 */
export interface AccuracySums {
  readonly goodsId: string;
  readonly name: string;
  readonly archived: boolean;
  readonly weeks: number;
  readonly weeksOutOfStock: number;
  readonly weekActual: number;
  readonly weekPredicted: number;
  /** Sum |sold - forecast| over weeks, and the same of the naive forecast: what the week before the forecast sold. */
  readonly weekAbsoluteError: number;
  readonly weekNaiveAbsoluteError: number;
  /** Weeks inside their 80 % band. */
  readonly weeksCovered: number;
  readonly days: number;
  readonly daysOutOfStock: number;
  readonly dayActual: number;
  readonly dayAbsoluteError: number;
  /** The naive forecast of a day: the same weekday of the week before the forecast. */
  readonly dayNaiveAbsoluteError: number;
  readonly daysCovered: number;
  /**
   * Mean |sold - sold a week earlier| of a day in the 14 weeks before the first forecast, from a week after the first sale in
   * them on; null without such a day.
   */
  readonly naiveScale: number | null;
}

/** The first finished run of each day whose scored days have all passed. */
const RUNS = `
  SELECT DISTINCT ON (as_of) id, as_of FROM forecast_runs
   WHERE user_id = $1 AND status = 'done' AND as_of >= $4::date AND as_of <= $3::date - ${SCORED_DAYS}
   ORDER BY as_of, finished_at, id`;

const OF_GOODS = 'AND ($5::uuid IS NULL OR goods_id = $5)';

/**
 * Each goods' days, from seven before the first forecast to yesterday, as two arrays: units sold, and whether the shelf was empty.
 * Put together by grouping and not by joins: without statistics those are planned badly.
 */
const HISTORY = `
  SELECT goods_id, array_agg(units ORDER BY n) AS units, array_agg(empty ORDER BY n) AS empty
    FROM (
      SELECT goods_id, n, sum(units) AS units, bool_or(empty) AND sum(units) = 0 AS empty
        FROM (
          SELECT id AS goods_id, n, 0::float8 AS units, false AS empty
            FROM goods, generate_series(0, $3::date - $4::date + ${SCORED_DAYS - 1}) AS n
           WHERE user_id = $1 AND ($5::uuid IS NULL OR id = $5)
          UNION ALL
          SELECT goods_id, sale_date - $4::date + ${SCORED_DAYS}, quantity, false FROM sales
           WHERE user_id = $1 AND sale_date >= $4::date - ${SCORED_DAYS} AND sale_date < $3::date ${OF_GOODS}
          UNION ALL
          SELECT goods_id, n, 0, true
            FROM (${emptyShelvesSql(OF_GOODS)}) AS shelf,
                 generate_series(greatest(first_day - $4::date, 0) + ${SCORED_DAYS},
                                 last_day - $4::date + ${SCORED_DAYS}) AS n
        ) AS entry GROUP BY goods_id, n
    ) AS day GROUP BY goods_id`;

/**
 * By how much a day's sales change from one week to the next, on average, over the days before the first forecast that a week
 * before them is known of. A sale counts on its day and, with a minus sign, a week later: what a day comes to is its change.
 */
const SCALES = `
  SELECT goods_id, sum(abs(change)) FILTER (WHERE day >= first_day + 7) / (first_scored - first_day - 7) AS scale
    FROM (
      SELECT goods_id, day, sum(units) AS change, min(day) OVER (PARTITION BY goods_id) AS first_day
        FROM (
          SELECT goods_id, sale_date AS day, quantity::float8 AS units FROM sales
           WHERE user_id = $1 AND sale_date >= (SELECT min(as_of) FROM runs) - ${SCALE_DAYS}
             AND sale_date < (SELECT min(as_of) FROM runs) ${OF_GOODS}
          UNION ALL
          SELECT goods_id, sale_date + 7, -quantity::float8 FROM sales
           WHERE user_id = $1 AND sale_date >= (SELECT min(as_of) FROM runs) - ${SCALE_DAYS}
             AND sale_date < (SELECT min(as_of) FROM runs) - 7 ${OF_GOODS}
        ) AS entry GROUP BY goods_id, day
    ) AS changed, (SELECT min(as_of) AS first_scored FROM runs) AS run
   WHERE first_day + 7 < first_scored
   GROUP BY goods_id, first_day, first_scored`;

const SCORES = `
  WITH runs AS MATERIALIZED (${RUNS}), history AS MATERIALIZED (${HISTORY}), scales AS MATERIALIZED (${SCALES}),
  score AS (
    SELECT i.goods_id, i.week_lower, i.week_upper, window_of.*
      FROM runs r JOIN restock_inferences i ON i.user_id = $1 AND i.run_id = r.id
      JOIN history h ON h.goods_id = i.goods_id
      JOIN goods g ON g.user_id = $1 AND g.id = i.goods_id,
      LATERAL (SELECT r.as_of - $4::date AS day OFFSET 0) AS at,
      LATERAL (
        SELECT bool_or(empty) AS gap, sum(actual) AS actual, sum(predicted) AS predicted, sum(naive) AS naive,
               count(*) FILTER (WHERE NOT empty) AS days, sum(actual) FILTER (WHERE NOT empty) AS day_actual,
               sum(abs(actual - predicted)) FILTER (WHERE NOT empty) AS day_error,
               sum(abs(actual - naive)) FILTER (WHERE NOT empty) AS day_naive_error,
               count(*) FILTER (WHERE NOT empty AND actual BETWEEN lower AND upper) AS days_covered
          FROM unnest(i.predicted[1:7], i.lower[1:7], i.upper[1:7], h.units[at.day + 8:at.day + 14],
                      h.units[at.day + 1:at.day + 7], h.empty[at.day + 8:at.day + 14])
               AS one (predicted, lower, upper, actual, naive, empty)
      ) AS window_of
     WHERE ($5::uuid IS NULL OR i.goods_id = $5)
       AND (g.archived_at IS NULL OR r.as_of + 7 <= (g.archived_at AT TIME ZONE $2)::date)
  ), total AS (
    SELECT goods_id, count(*) FILTER (WHERE NOT gap) AS weeks, count(*) FILTER (WHERE gap) AS weeks_out,
           sum(actual) FILTER (WHERE NOT gap) AS actual, sum(predicted) FILTER (WHERE NOT gap) AS predicted,
           sum(abs(actual - predicted)) FILTER (WHERE NOT gap) AS error,
           sum(abs(actual - naive)) FILTER (WHERE NOT gap) AS naive_error,
           count(*) FILTER (WHERE NOT gap AND actual BETWEEN week_lower AND week_upper) AS covered,
           sum(days) AS days, sum(7 - days) AS days_out, sum(day_actual) AS day_actual, sum(day_error) AS day_error,
           sum(day_naive_error) AS day_naive_error, sum(days_covered) AS days_covered
      FROM score GROUP BY goods_id
  )
  SELECT g.id AS "goodsId", g.name, g.archived_at IS NOT NULL AS archived,
         weeks::float8, weeks_out::float8 AS "weeksOutOfStock", coalesce(actual, 0)::float8 AS "weekActual",
         coalesce(predicted, 0)::float8 AS "weekPredicted", coalesce(error, 0)::float8 AS "weekAbsoluteError",
         coalesce(naive_error, 0)::float8 AS "weekNaiveAbsoluteError", covered::float8 AS "weeksCovered",
         days::float8, days_out::float8 AS "daysOutOfStock", coalesce(day_actual, 0)::float8 AS "dayActual",
         coalesce(day_error, 0)::float8 AS "dayAbsoluteError",
         coalesce(day_naive_error, 0)::float8 AS "dayNaiveAbsoluteError", days_covered::float8 AS "daysCovered",
         scale::float8 AS "naiveScale"
    FROM total JOIN goods g ON g.user_id = $1 AND g.id = total.goods_id LEFT JOIN scales ON scales.goods_id = total.goods_id
   ORDER BY error DESC NULLS LAST, g.id`;

/** What past forecasts of one shop said, beside what was sold. */
export class AccuracyRepository {
  readonly #manager: EntityManager;
  readonly #userId: TenantId;

  constructor(manager: EntityManager, userId: TenantId) {
    this.#manager = manager;
    this.#userId = userId;
  }

  /** The days whose forecasts are scored, whatever goods they were of. */
  async scoredRuns({ today, from }: AccuracyRequest): Promise<ScoredRuns> {
    const [row]: [ScoredRuns] = await this.#manager.query(
      `SELECT min(as_of)::text AS since, max(as_of)::text AS until, count(DISTINCT as_of)::int AS runs FROM forecast_runs
        WHERE user_id = $1 AND status = 'done' AND as_of >= $2 AND as_of <= $3`,
      [this.#userId, from, addDays(today, -SCORED_DAYS)],
    );
    return row;
  }

  /**
   * What the forecasts of each goods add up to, those that were off by most units first. Of a day the first finished run is
   * scored; of archived goods the forecasts whose days were over before that. What was sold is what the books say now.
   */
  scores({ timezone, today, from, goodsId }: AccuracyRequest): Promise<AccuracySums[]> {
    return this.#manager.query(SCORES, [this.#userId, timezone, today, from, goodsId ?? null]);
  }
}
