import { normalQuantile } from './normal-quantile.js';
import { finiteSampleQuantile, scoreDistribution, type ScoreDistribution } from './score-distribution.js';

/** The errors a forecast of a given size is to be expected to have, in multiples of {@link errorScale}. */
export interface ErrorScores {
  /** The score that a share `probability` of errors stays below, for a forecast of `size` units. */
  quantile(size: number, probability: number): number;
}

const MOST_BINS = 12;
/** Bins beyond the first six take as many scores as tell a shape, not only a quantile. */
const BINS_OF_FEW = 6;
const MANY_PER_BIN = 300;
/** As many as a quantile of .95 needs. Not more: in a shop of few goods, bulk goods and slow ones must not share a bin. */
const MIN_PER_BIN = 20;
const MIN_SCORES = MIN_PER_BIN;
const SHIFT_TAKEN = 0.5;
/** Of what cannot be left below a band that reaches down to 0, half goes above; the rest stays inside, as weeks turn. */
const TAIL_ABOVE_ZERO = 1.5;

/** Forecasts of the past beside what came of them, each in the same place of all lists. */
export interface PastErrors {
  /** The forecasts, in units. */
  readonly sizes: Float64Array;
  /** (sold - forecast) / errorScale. */
  readonly scores: Float64Array;
  /** 1 where the shelf was empty meanwhile: more may have been asked for. */
  readonly cutOff: Uint8Array;
  /** (demand as it is believed to have been - forecast) / errorScale. */
  readonly believed: Float64Array;
}

/** By what errors are divided to be comparable among goods: the root of the forecast and half the daily level, in units. */
export function errorScale(forecast: number, level: number): number {
  return Math.sqrt(forecast + level / 2);
}

/**
 * Split-conformal quantiles (Lei et al. 2018): of n out-of-sample scores, the upper quantile p is the ceil((n + 1) p)-th
 * smallest and the lower its mirror image, which keeps coverage for small n as far as past and coming errors are alike; weeks
 * in which the whole shop turns are not, and are covered less. Scores are binned by the size of their
 * forecast, up to twelve bins of equally many, because the errors of fast and of slow goods differ in shape, not in scale only.
 *
 * Half the mean score of each bin is taken away: the past forecasts come from an older model than today's. Where that one was
 * off to one side, today's may be or may not, and a band that kept all of the offset might stand beside today's forecast.
 *
 * Where a shelf was empty meanwhile, the actual is at least what was sold. Such scores are not left out: those are the weeks in
 * which most was asked for, and without them each stock-out would make the next one more likely.
 * @returns null when there are fewer than 20 scores
 */
export function conformalScores({ sizes, scores, cutOff, believed }: PastErrors): ErrorScores | null {
  const count = scores.length;
  if (count < MIN_SCORES) return null;
  const affordable = Math.max(Math.min(BINS_OF_FEW, count / MIN_PER_BIN), Math.min(MOST_BINS, count / MANY_PER_BIN));
  const wanted = Math.max(1, Math.floor(affordable));
  const order = new Uint32Array(count).map((_, index) => index);
  order.sort((a, b) => (sizes[a] ?? 0) - (sizes[b] ?? 0) || a - b);
  const sizeAt = (place: number): number => sizes[order[place] ?? 0] ?? 0;
  const edges: number[] = [];
  const distributions: ScoreDistribution[] = [];
  const shifts: number[] = [];
  for (let bin = 1, start = 0; bin <= wanted; bin++) {
    let end = Math.floor((bin * count) / wanted);
    if (end <= start) continue;
    // Forecasts of one size share a bin.
    while (end < count && sizeAt(end) === sizeAt(end - 1)) end++;
    if (start > 0) edges.push(sizeAt(start));
    const members = order.subarray(start, end);
    distributions.push(scoreDistribution(members, scores, cutOff));
    shifts.push(members.reduce((sum, index) => sum + (believed[index] ?? 0), 0) / members.length);
    start = end;
  }
  return {
    quantile(size, probability) {
      let bin = 0;
      while (bin < edges.length && size >= (edges[bin] ?? Infinity)) bin++;
      const distribution = distributions[bin];
      if (!distribution) throw new Error(`There are no scores of forecasts of ${size} units`);
      return finiteSampleQuantile(distribution, probability) - SHIFT_TAKEN * (shifts[bin] ?? 0);
    },
  };
}

/**
 * For shops without enough past forecasts to judge by: normal errors.
 * @param spread the root of the variance of a day's sales over their mean, 1 for Poisson demand
 */
export function normalScores(spread: number): ErrorScores {
  return { quantile: (_size, probability) => spread * normalQuantile(probability) };
}

export interface Band {
  lower: number;
  upper: number;
}

/**
 * The band that is left with a probability of 2 x `tail` at the most, in units: `tail` on either side of it; where nothing can
 * be left below because it reaches down to 0, more of it above.
 * @param errorAt the error that is not exceeded with a probability
 */
export function bandAround(forecast: number, errorAt: (probability: number) => number, tail: number): Band {
  const lower = forecast + Math.min(0, errorAt(tail));
  const above = lower > 0 ? tail : TAIL_ABOVE_ZERO * tail;
  return { lower: Math.max(0, lower), upper: forecast + Math.max(0, errorAt(1 - above)) };
}
