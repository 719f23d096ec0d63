import { normalQuantile } from './normal-quantile.js';

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
 * @param sizes the forecasts, in units
 * @param scores their (actual - forecast) / errorScale, in the same order
 * @returns null when there are fewer than 20 scores
 */
export function conformalScores(sizes: Float64Array, scores: Float64Array): ErrorScores | null {
  const count = scores.length;
  if (count < MIN_SCORES) return null;
  const affordable = Math.max(Math.min(BINS_OF_FEW, count / MIN_PER_BIN), Math.min(MOST_BINS, count / MANY_PER_BIN));
  const wanted = Math.max(1, Math.floor(affordable));
  const order = new Uint32Array(count).map((_, index) => index);
  order.sort((a, b) => (sizes[a] ?? 0) - (sizes[b] ?? 0) || a - b);
  const sizeAt = (place: number): number => sizes[order[place] ?? 0] ?? 0;
  const edges: number[] = [];
  const sorted: Float64Array[] = [];
  const shifts: number[] = [];
  for (let bin = 1, start = 0; bin <= wanted; bin++) {
    let end = Math.floor((bin * count) / wanted);
    if (end <= start) continue;
    // Forecasts of one size share a bin.
    while (end < count && sizeAt(end) === sizeAt(end - 1)) end++;
    if (start > 0) edges.push(sizeAt(start));
    const inBin = Float64Array.from(order.subarray(start, end), (index) => scores[index] ?? 0).sort();
    sorted.push(inBin);
    shifts.push(inBin.reduce((sum, score) => sum + score, 0) / inBin.length);
    start = end;
  }
  return {
    quantile(size, probability) {
      let bin = 0;
      while (bin < edges.length && size >= (edges[bin] ?? Infinity)) bin++;
      return finiteSampleQuantile(sorted[bin] ?? new Float64Array(1), probability) - SHIFT_TAKEN * (shifts[bin] ?? 0);
    },
  };
}

function finiteSampleQuantile(sorted: Float64Array, probability: number): number {
  const rank =
    probability >= 0.5
      ? Math.ceil((sorted.length + 1) * probability - 1e-9)
      : Math.floor((sorted.length + 1) * probability + 1e-9);
  return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1] ?? 0;
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
