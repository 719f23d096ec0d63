import type { GroupScores } from '@tor/forecasting/backtest/group-scores';
import type { Opponent } from '@tor/forecasting/backtest/opponents';
import { type Group, GROUPS } from '@tor/forecasting/backtest/origin-forecasts';
import type { ScoresByGroup } from '@tor/forecasting/backtest/run-backtest';
import { textTable } from '../study/text-table.js';

const TITLES: Record<Group, string> = {
  eligible: 'all eligible',
  dense: '  dense',
  sparse: '  sparse',
  'top-fifth': '  top fifth',
  smooth: '  smooth',
  erratic: '  erratic',
  intermittent: '  intermittent',
  lumpy: '  lumpy',
  'short-history': 'short history',
};

const NAMES: Record<Opponent, string> = {
  seasonalNaive: 'naive',
  recentMean: '28-day mean',
  ses: 'SES',
  sba: 'SBA',
  tsb: 'TSB',
};

type Column = readonly [title: string, text: (scores: GroupScores) => string];

const OWN: readonly Column[] = [
  ['bias %', ({ bias }) => percent(bias)],
  ['pinball', ({ pinball }) => share(pinball)],
  ['80 %', ({ coverage80 }) => share(coverage80, 3)],
  ['90 %', ({ coverage90 }) => share(coverage90, 3)],
  ['day 80 %', ({ dayCoverage80 }) => share(dayCoverage80, 3)],
  ['day 90 %', ({ dayCoverage90 }) => share(dayCoverage90, 3)],
  ['WAPE day', ({ dailyWape }) => share(dailyWape)],
  ['MASE', ({ mase }) => share(mase, 3)],
  ['RMSSE', ({ rmsse }) => share(rmsse, 3)],
];

/** The lines of two tables: the figures of the forecaster, and the error of totals beside that of simple methods. */
export function reportTable(scores: ScoresByGroup, horizonDays: number): string[] {
  const series: Column = ['series', ({ seriesOrigins }) => Math.round(seriesOrigins).toLocaleString('en')];
  const wape: Column = [`WAPE${horizonDays}`, ({ wape }) => share(wape)];
  const opponents = (Object.keys(NAMES) as Opponent[]).map((name): Column => [
    NAMES[name],
    ({ opponents }) => share(opponents[name]),
  ]);
  return [
    ...table(scores, [series, wape, ...OWN]),
    '',
    `WAPE${horizonDays} of simple methods:`,
    ...table(scores, [wape, ...opponents]),
  ];
}

function table(scores: ScoresByGroup, columns: readonly Column[]): string[] {
  const groups = GROUPS.filter((group) => scores[group].seriesOrigins > 0);
  const rows = [
    ['goods', ...columns.map(([title]) => title)],
    ...groups.map((group) => [TITLES[group], ...columns.map(([, text]) => text(scores[group]))]),
  ];
  return textTable(rows);
}

function share(value: number | null, digits = 4): string {
  return value === null ? '-' : value.toFixed(digits);
}

function percent(value: number | null): string {
  return value === null ? '-' : `${value >= 0 ? '+' : ''}${(100 * value).toFixed(1)}`;
}
