import type { EntityManager } from 'typeorm';
import type { CalendarDay } from '@tor/kernel/calendar-day';
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

/** So many forecasts are scored in one request at the most: more take longer than anybody waits, and say little more. */
const MOST_FORECASTS = 60_000;

/**
 * The first finished run of each day whose scored days have all passed; of a shop so large that these are too many forecasts,
 * every second, third... of them, the newest first.
 * @param today, from, goodsId parameters of the statement
 */
const runsSql = (today: string, from: string, goodsId: string): string => `
  SELECT id, as_of
    FROM (
      SELECT id, as_of, row_number() OVER (ORDER BY as_of DESC) - 1 AS place, count(*) OVER () AS runs
        FROM (
          SELECT DISTINCT ON (as_of) id, as_of FROM forecast_runs
           WHERE user_id = $1 AND status = 'done' AND as_of >= ${from}::date AND as_of <= ${today}::date - ${SCORED_DAYS}
           ORDER BY as_of, finished_at, id
        ) AS of_day
    ) AS placed
   WHERE place % greatest(1, ceil(runs * (SELECT count(*) FROM goods
                                           WHERE user_id = $1 AND (${goodsId}::uuid IS NULL OR id = ${goodsId}))
                                  / ${MOST_FORECASTS}.0))::bigint = 0`;

const OF_GOODS = 'AND ($5::uuid IS NULL OR goods_id = $5)';

/**
 * Each goods' days, from seven before the first forecast to yesterday, as two arrays: units sold, and whether the shelf was empty.
 * Put together by grouping and not by joins: without statistics those are planned badly.
 */
const HISTORY = `
  SELECT goods_id, array_agg(units ORDER BY n) AS units, array_agg(empty ORDER BY n) AS empty
    FROM (
      SELECT goods_id, n, sum(units) AS units, bool_or(empty) AS empty
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
      SELECT goods_id, day, sum(units) AS change
        FROM (
          SELECT goods_id, sale_date AS day, quantity::float8 AS units FROM sales
           WHERE user_id = $1 AND sale_date >= (SELECT min(as_of) FROM runs) - ${SCALE_DAYS}
             AND sale_date < (SELECT min(as_of) FROM runs) ${OF_GOODS}
          UNION ALL
          SELECT goods_id, sale_date + 7, -quantity::float8 FROM sales
           WHERE user_id = $1 AND sale_date >= (SELECT min(as_of) FROM runs) - ${SCALE_DAYS}
             AND sale_date < (SELECT min(as_of) FROM runs) - 7 ${OF_GOODS}
        ) AS entry GROUP BY goods_id, day
    ) AS changed
    JOIN (
      SELECT goods.id AS goods_id, first_scored,
             (SELECT min(sale_date) FROM sales
               WHERE sales.user_id = $1 AND sales.goods_id = goods.id AND sale_date >= first_scored - ${SCALE_DAYS}) AS first_day
        FROM goods, (SELECT min(as_of) AS first_scored FROM runs) AS run WHERE user_id = $1
      OFFSET 0
    ) AS start USING (goods_id)
   WHERE first_day + 7 < first_scored
   GROUP BY goods_id, first_day, first_scored`;

/** What `term` comes to on each of the scored days, added up. It says `k` for the number of the day, from 0 on. */
const sumOfDays = (term: (k: number) => string): string =>
  Array.from({ length: SCORED_DAYS }, (_, k) => term(k)).join(' + ');

const sold = (k: number): string => `h.units[r.day + ${SCORED_DAYS + 1 + k}]`;
const naive = (k: number): string => `h.units[r.day + ${1 + k}]`;
const empty = (k: number): string => `h.empty[r.day + ${SCORED_DAYS + 1 + k}]`;
const unlessEmpty = (k: number, value: string): string => `CASE WHEN ${empty(k)} THEN 0 ELSE ${value} END`;

const SCORES = `
  WITH runs AS MATERIALIZED (${runsSql('$3', '$4', '$5')}), history AS MATERIALIZED (${HISTORY}), scales AS MATERIALIZED (${SCALES}),
  score AS (
    SELECT i.goods_id, i.week_lower, i.week_upper,
           ${Array.from({ length: SCORED_DAYS }, (_, k) => empty(k)).join(' OR ')} AS gap,
           ${sumOfDays(sold)} AS actual,
           ${sumOfDays(naive)} AS naive,
           ${sumOfDays((k) => `i.predicted[${k + 1}]`)} AS predicted,
           ${sumOfDays((k) => unlessEmpty(k, '1'))} AS days,
           ${sumOfDays((k) => unlessEmpty(k, sold(k)))} AS day_actual,
           ${sumOfDays((k) => unlessEmpty(k, `abs(${sold(k)} - i.predicted[${k + 1}])`))} AS day_error,
           ${sumOfDays((k) => unlessEmpty(k, `abs(${sold(k)} - ${naive(k)})`))} AS day_naive_error,
           ${sumOfDays((k) => unlessEmpty(k, `(${sold(k)} BETWEEN i.lower[${k + 1}] AND i.upper[${k + 1}])::int`))} AS days_covered
      FROM (SELECT id, as_of, as_of - $4::date AS day FROM runs OFFSET 0) AS r
      JOIN restock_inferences i ON i.user_id = $1 AND i.run_id = r.id
      JOIN history h ON h.goods_id = i.goods_id
      JOIN goods g ON g.user_id = $1 AND g.id = i.goods_id
     WHERE i.run_id = ANY (ARRAY(SELECT id FROM runs)) AND ($5::uuid IS NULL OR i.goods_id = $5)
       AND (g.archived_at IS NULL OR r.as_of + 7 <= (g.archived_at AT TIME ZONE $2)::date)
    OFFSET 0
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
  async scoredRuns({ today, from, goodsId }: AccuracyRequest): Promise<ScoredRuns> {
    const [row]: [ScoredRuns] = await this.#manager.query(
      `SELECT min(as_of)::text AS since, max(as_of)::text AS until, count(*)::int AS runs
         FROM (${runsSql('$2', '$3', '$4')}) AS scored`,
      [this.#userId, today, from, goodsId ?? null],
    );
    return row;
  }

  /**
   * What the forecasts of each goods add up to, those that were off by most units first. Of a day the first finished run is
   * scored; of archived goods the forecasts whose days were over before that. What was sold is what the books say now.
   */
  async scores({ timezone, today, from, goodsId }: AccuracyRequest): Promise<AccuracySums[]> {
    // Without statistics, as after an import, the planner takes a shop for small and compares every row with every other.
    // The days of all goods are sorted in memory.
    await this.#manager.query(
      "SELECT set_config('enable_nestloop', 'off', true), set_config('work_mem', '64MB', true)",
    );
    return this.#manager.query(SCORES, [this.#userId, timezone, today, from, goodsId ?? null]);
  }
}
