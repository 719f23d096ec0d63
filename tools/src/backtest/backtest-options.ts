import { parseOptions } from '../arguments/parse-options.js';
import { UsageError } from '../arguments/usage-error.js';
import { wholeNumber } from '../arguments/whole-number.js';

export const USAGE = `npm run backtest -- --data FILE [options]

Forecasts the past of a shop as the worker would have, from several days of it on with what was known then, and holds the
forecasts against what was sold.

  --data FILE      CSV, plain or gzip, with the columns goods, date (YYYY-MM-DD), quantity and, if known, price
  --horizon DAYS   days that each origin forecasts, 1 to 30 (default 7)
  --origins N      how many origins (default 6)
  --step DAYS      days from one origin to the next (default 28 where the earliest then has two years behind it, else 14)
  --skip N         leave out the N newest origins: what is chosen by the older ones is then proved by these (default 0)
  --last-day-out   the last day of the data is not over: leave it out
  --seed N         seed of the forecaster (default 1)
  --seeds N,N,...  several seeds: every figure is the mean over them
  --json FILE      write all figures, as JSON
  --help           show this`;

const MAX_SEED = 2_147_483_647;

const TEXT = { type: 'string' } as const;
const OPTIONS = {
  ...{ data: TEXT, horizon: TEXT, origins: TEXT, step: TEXT, skip: TEXT, seed: TEXT, seeds: TEXT, json: TEXT },
  'last-day-out': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export interface BacktestOptions {
  readonly data: string;
  readonly horizonDays: number;
  readonly origins: number;
  /** Null: as the data allows. */
  readonly stepDays: number | null;
  readonly skip: number;
  readonly lastDayOut: boolean;
  readonly seeds: readonly number[];
  readonly json: string | null;
}

/**
 * Reads the arguments after the program's name.
 * @returns 'help' when that is asked for
 * @throws UsageError that says what is wrong
 */
export function readBacktestArguments(args: readonly string[]): BacktestOptions | 'help' {
  const given = parseOptions(args, OPTIONS);
  if (given.help) return 'help';
  const { data, horizon, origins, step, skip, seed, seeds, json } = given;
  if (data === undefined || data === '') throw new UsageError("Option '--data' needs the name of a file");
  if (json === '') throw new UsageError("Option '--json' needs the name of a file");
  if (seed !== undefined && seeds !== undefined) throw new UsageError("Give '--seed' or '--seeds', not both");
  return {
    data,
    horizonDays: wholeNumber('--horizon', horizon ?? '7', 1, 30),
    origins: wholeNumber('--origins', origins ?? '6', 1, 1_000),
    stepDays: step === undefined ? null : wholeNumber('--step', step, 1, 365),
    skip: wholeNumber('--skip', skip ?? '0', 0, 1_000),
    lastDayOut: given['last-day-out'] ?? false,
    seeds: seeds === undefined ? [wholeNumber('--seed', seed ?? '1', 0, MAX_SEED)] : readSeeds(seeds),
    json: json ?? null,
  };
}

function readSeeds(text: string): number[] {
  const seeds = text.split(',').map((one) => wholeNumber('--seeds', one.trim(), 0, MAX_SEED));
  if (new Set(seeds).size < seeds.length) throw new UsageError("Option '--seeds' names a seed twice");
  return seeds;
}
