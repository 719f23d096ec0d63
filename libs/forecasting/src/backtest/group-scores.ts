import { COVER_PROBABILITIES } from '../cover.js';
import { bias, coverage, mase, pinball, rmsse, wape } from '../metrics.js';
import type { JudgedSeries } from './judged-origin.js';
import { type Opponent, OPPONENTS } from './opponents.js';

const WEEK = 7;

/** The figures of one group. Null where one is not defined: nothing sold, no series, or no band of such totals. */
export interface GroupScores {
  /** Pairs of a goods and an origin. */
  seriesOrigins: number;
  /** Units sold in them. */
  units: number | null;
  /** WAPE of the totals of the horizon. */
  wape: number | null;
  /** Bias of the totals; below 0 too little was forecast. */
  bias: number | null;
  /** Pinball loss of the 10 %, 50 % and 90 % quantiles of a week's total over the mean week sold, and their sum. */
  pinball10: number | null;
  pinball50: number | null;
  pinball90: number | null;
  pinball: number | null;
  /** The share of weekly totals inside the 80 % and the 90 % band. */
  coverage80: number | null;
  coverage90: number | null;
  /** The share of days inside the bands of a day. */
  dayCoverage80: number | null;
  dayCoverage90: number | null;
  /** WAPE of single days. */
  dailyWape: number | null;
  /** Means over the series of MASE and RMSSE of days, scaled by the weekly naive error of the history; series without a scale are left out. */
  mase: number | null;
  rmsse: number | null;
  /** WAPE of the same totals by simple methods. */
  opponents: Record<Opponent, number | null>;
}

/**
 * The figures of a set of forecasts, each of them over all pairs of goods and origin at once.
 * @param horizonDays pinball loss and coverage of totals are told for 7 alone: the forecaster gives no band of other totals
 */
export function groupScores(series: readonly JudgedSeries[], horizonDays: number): GroupScores {
  const sold = column(series, ({ soldTotal }) => soldTotal);
  const units = sold.reduce((sum, total) => sum + total, 0);
  const opponents = OPPONENTS.map((name) => [
    name,
    ratio(
      wape(
        sold,
        column(series, (one) => one.opponents[name]),
      ),
    ),
  ]);
  return {
    seriesOrigins: series.length,
    units,
    wape: ratio(
      wape(
        sold,
        column(series, ({ total }) => total),
      ),
    ),
    bias: ratio(
      bias(
        sold,
        column(series, ({ total }) => total),
      ),
    ),
    ...weekScores(series, sold, horizonDays),
    ...dayScores(series),
    opponents: Object.fromEntries(opponents) as GroupScores['opponents'],
  };
}

type WeekScores = Pick<GroupScores, 'pinball10' | 'pinball50' | 'pinball90' | 'pinball' | 'coverage80' | 'coverage90'>;
const NO_WEEK: WeekScores = {
  pinball10: null,
  pinball50: null,
  pinball90: null,
  pinball: null,
  coverage80: null,
  coverage90: null,
};

function weekScores(series: readonly JudgedSeries[], sold: Float64Array, horizonDays: number): WeekScores {
  if (horizonDays !== WEEK || series.length === 0) return NO_WEEK;
  const mean = sold.reduce((sum, total) => sum + total, 0) / sold.length;
  const loss = (probability: number): number =>
    pinball(
      sold,
      column(series, (one) => weekQuantile(one, probability)),
      probability,
    ) / mean;
  const [low, median, high] = [loss(0.1), loss(0.5), loss(0.9)];
  return {
    pinball10: ratio(low),
    pinball50: ratio(median),
    pinball90: ratio(high),
    pinball: ratio(low + median + high),
    coverage80: coverage(
      sold,
      column(series, ({ forecast: { week } }) => week.lower),
      column(series, ({ forecast: { week } }) => week.upper),
    ),
    // In whole units and never without the forecast itself, as the 80 % band is made.
    coverage90: coverage(
      sold,
      column(series, (one) => Math.min(one.forecast.week.predicted, Math.ceil(weekQuantile(one, 0.05)))),
      column(series, (one) => Math.max(one.forecast.week.predicted, Math.floor(weekQuantile(one, 0.95)))),
    ),
  };
}

function weekQuantile({ forecast }: JudgedSeries, probability: number): number {
  const quantile = forecast.week.quantiles[COVER_PROBABILITIES.indexOf(probability)];
  if (quantile === undefined) throw new Error(`There is no quantile ${probability} of a week`);
  return quantile;
}

type DayScores = Pick<GroupScores, 'dayCoverage80' | 'dayCoverage90' | 'dailyWape' | 'mase' | 'rmsse'>;

function dayScores(series: readonly JudgedSeries[]): DayScores {
  if (series.length === 0)
    return { dayCoverage80: null, dayCoverage90: null, dailyWape: null, mase: null, rmsse: null };
  const days = (value: (one: JudgedSeries) => ArrayLike<number>): number[] =>
    series.flatMap((one) => [...iterable(value(one))]);
  const sold = days((one) => one.sold);
  return {
    dayCoverage80: coverage(
      sold,
      days(({ forecast }) => forecast.lower),
      days(({ forecast }) => forecast.upper),
    ),
    dayCoverage90: coverage(
      sold,
      days(({ forecast }) => forecast.wide.lower),
      days(({ forecast }) => forecast.wide.upper),
    ),
    dailyWape: ratio(
      wape(
        sold,
        days(({ forecast }) => forecast.demand),
      ),
    ),
    mase: meanOf(series.map((one) => mase(one.sold, one.forecast.demand, one.scale))),
    rmsse: meanOf(series.map((one) => rmsse(one.sold, one.forecast.demand, one.scale))),
  };
}

function iterable(values: ArrayLike<number>): number[] {
  return Array.from(values);
}

function column(series: readonly JudgedSeries[], value: (one: JudgedSeries) => number): Float64Array {
  return Float64Array.from(series, value);
}

/** The mean of those that are defined. */
function meanOf(values: readonly number[]): number | null {
  const defined = values.filter((value) => !Number.isNaN(value));
  return ratio(defined.reduce((sum, value) => sum + value, 0) / defined.length);
}

/** What is divided by nothing is not defined. */
function ratio(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
