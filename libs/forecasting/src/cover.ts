import type { Calibration } from './calibration.js';
import { LONGEST_JUDGED } from './calibration.js';
import { type DemandSeries, levelAt } from './demand-series.js';
import { bandAround, errorScale } from './conformal-band.js';
import type { ForecastModel } from './short-history.js';
import { MAX_DAILY_QUANTITY } from './shop-history.js';

const WEEK = 7;

/** The probabilities of {@link Cover.quantiles}. */
export const COVER_PROBABILITIES = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.98];

/** The demand that stock has to last for, over a run of days from today on; all in units. */
export interface Cover {
  days: number;
  demand: number;
  /** What to hold on top of the demand to last with the wanted probability. */
  safetyStock: number;
  /** The 80 % band of the demand. */
  lowerDemand: number;
  upperDemand: number;
  /** The demand that is not exceeded with each of {@link COVER_PROBABILITIES}; ascending, >= 0. */
  quantiles: number[];
}

/**
 * Demand over `days` days and its uncertainty: safety stock = q x sqrt(demand + level / 2), where q is the service level's
 * quantile of past errors of sums over as many days. Beyond 28 days errors are taken to add up fully.
 * @param path units a day, whole weeks of it being carried on where `days` goes further
 */
export function coverOf(
  series: DemandSeries,
  path: Float64Array,
  days: number,
  serviceLevel: number,
  calibration: Calibration,
  model: ForecastModel,
): Cover {
  const demand = demandOver(path, days);
  const level = levelAt(series, series.length);
  const scale = errorScale(demand, level) * Math.sqrt(Math.max(1, days / LONGEST_JUDGED));
  if (days === 0 || scale === 0) {
    const quantiles = COVER_PROBABILITIES.map(() => demand);
    return { days, demand, safetyStock: 0, lowerDemand: demand, upperDemand: demand, quantiles };
  }
  const scores = calibration.scores(days, model, series);
  const mostError = Math.max(0, days * MAX_DAILY_QUANTITY - demand);
  const errorAt = (probability: number): number => Math.min(mostError, scores.quantile(demand, probability) * scale);
  const band = bandAround(demand, errorAt, 0.1);
  return {
    days,
    demand,
    safetyStock: Math.max(0, errorAt(serviceLevel)),
    lowerDemand: band.lower,
    upperDemand: band.upper,
    quantiles: COVER_PROBABILITIES.map((probability) => Math.max(0, demand + errorAt(probability))),
  };
}

/** The sum of the first `days` days of `path`; beyond its end, the mean day of its last whole weeks goes on. */
export function demandOver(path: Float64Array, days: number): number {
  const known = path.subarray(0, days).reduce((sum, quantity) => sum + quantity, 0);
  if (days <= path.length) return known;
  const whole = path.length < WEEK ? path.length : path.length - (path.length % WEEK);
  const mean = path.subarray(path.length - whole).reduce((sum, quantity) => sum + quantity, 0) / Math.max(1, whole);
  return known + mean * (days - path.length);
}
