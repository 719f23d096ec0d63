import type { DemandSeries } from '../demand-series.js';
import { windowMean } from '../demand-series.js';
import { smoothedLevel } from '../exponential-smoothing.js';
import { sbaLevel } from './sba.js';
import { tsbLevel } from './tsb.js';

const WEEK = 7;
const RECENT_DAYS = 28;

/** The simple methods that the forecaster has to beat. */
export const OPPONENTS = ['seasonalNaive', 'recentMean', 'ses', 'sba', 'tsb'] as const;
export type Opponent = (typeof OPPONENTS)[number];

/**
 * What each simple method forecasts for the sum of the next `days` days, in units: the last week repeated, the mean of the last 28
 * days, simple exponential smoothing, Syntetos-Boylan, Teunter-Syntetos-Babai.
 */
export function opponentTotals(series: DemandSeries, days: number): Record<Opponent, number> {
  const { quantities, length, sums } = series;
  return {
    seasonalNaive: lastWeekRepeated(quantities, days),
    recentMean: days * windowMean(sums, length, RECENT_DAYS),
    ses: days * smoothedLevel(quantities, length),
    sba: days * sbaLevel(quantities),
    tsb: days * tsbLevel(quantities),
  };
}

/** Days before the first one count as 0. */
function lastWeekRepeated(quantities: Float32Array, days: number): number {
  let sum = 0;
  for (let day = 0; day < days; day++) sum += quantities[quantities.length - WEEK + (day % WEEK)] ?? 0;
  return sum;
}
