import type { CalendarDay } from '@tor/kernel/calendar-day';
import type { ShopHistory } from '../shop-history.js';
import { groupScores, type GroupScores } from './group-scores.js';
import { type JudgedOrigin, judgeOrigin, type JudgedSeries, type Unscored } from './judged-origin.js';
import { meanScores } from './mean-scores.js';
import { forecastOrigin, type ForecastFunction, type Group, GROUPS } from './origin-forecasts.js';

export interface BacktestPlan {
  /** The first day to forecast of each origin. */
  origins: readonly CalendarDay[];
  horizonDays: number;
  /** Each origin is forecast once with each of them. */
  seeds: readonly number[];
  /** Told the share of the work that is done, from above 0 up to 1. */
  onProgress?: (fraction: number) => void;
}

/** The figures of each group, in the order of GROUPS. */
export type ScoresByGroup = Record<Group, GroupScores>;

export interface OriginReport {
  asOf: CalendarDay;
  asleep: Unscored;
  unknown: Unscored;
  groups: ScoresByGroup;
}

export interface SeedReport {
  seed: number;
  /** Over all origins. */
  groups: ScoresByGroup;
  origins: OriginReport[];
}

export interface BacktestReport {
  /** The mean of the seeds. */
  groups: ScoresByGroup;
  seeds: SeedReport[];
}

/**
 * Forecasts the past from each origin with what was known then, and scores the forecasts by what was sold.
 * @param whole the shop with all days of the data; each origin's horizon lies inside them
 * @throws Error when the forecaster does
 */
export async function runBacktest(
  whole: ShopHistory,
  plan: BacktestPlan,
  forecast: ForecastFunction,
): Promise<BacktestReport> {
  const { origins, horizonDays } = plan;
  const runs = plan.seeds.length * origins.length;
  const seeds: SeedReport[] = [];
  let done = 0;
  for (const seed of plan.seeds) {
    const judged: JudgedOrigin[] = [];
    for (const asOf of origins) {
      const onProgress = (fraction: number): void => plan.onProgress?.((done + fraction) / runs);
      judged.push(judgeOrigin(whole, await forecastOrigin(whole, asOf, { horizonDays, seed, onProgress }, forecast)));
      done++;
    }
    seeds.push(seedReport(seed, judged, horizonDays));
  }
  const groups = byGroup((group) => meanScores(seeds.map((report) => report.groups[group])));
  return { groups, seeds };
}

function seedReport(seed: number, judged: readonly JudgedOrigin[], horizonDays: number): SeedReport {
  const scores = (series: readonly JudgedSeries[]): ScoresByGroup =>
    byGroup((group) =>
      groupScores(
        series.filter(({ groups }) => groups.includes(group)),
        horizonDays,
      ),
    );
  return {
    seed,
    groups: scores(judged.flatMap(({ series }) => series)),
    origins: judged.map(({ asOf, asleep, unknown, series }) => ({ asOf, asleep, unknown, groups: scores(series) })),
  };
}

function byGroup(scores: (group: Group) => GroupScores): ScoresByGroup {
  return Object.fromEntries(GROUPS.map((group) => [group, scores(group)])) as ScoresByGroup;
}
