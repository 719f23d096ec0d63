import { parseOptions } from '../arguments/parse-options.js';
import { UsageError } from '../arguments/usage-error.js';
import { wholeNumber } from '../arguments/whole-number.js';

export const USAGE = `npm run simulate -- [options]

Simulates a shop that orders once a week as it is advised, and shops that order by simple rules, on the same demand: weeks drawn
from the last 13 of real sales. Says what each sold, lost and held. With 300 goods and 52 weeks about 7 minutes for each service
level; as many run at a time as there are processors.

  --data FILE           CSV, plain or gzip, with the columns goods, date (YYYY-MM-DD), quantity and, if known, price
                        (default: the sales in data/online-retail)
  --goods N             how many goods, slow and fast (default 300)
  --weeks N             weeks that are judged; 8 more go before them (default 52)
  --seed N              which weeks are drawn (default 1)
  --service-level T,... what is asked for, each 0.5 to 0.999 (default .8,.9,.95)
  --stock-outs          instead: suppliers fail for three weeks now and then; what it is worth that the forecaster hears of it
  --json FILE           write all figures, as JSON
  --help                show this`;

const MAX_SEED = 2_147_483_647;

const TEXT = { type: 'string' } as const;
const OPTIONS = {
  ...{ data: TEXT, goods: TEXT, weeks: TEXT, seed: TEXT, 'service-level': TEXT, json: TEXT },
  'stock-outs': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export interface SimulateOptions {
  /** Null: the sales that come with the project. */
  readonly data: string | null;
  readonly goods: number;
  readonly weeks: number;
  readonly seed: number;
  readonly serviceLevels: readonly number[];
  readonly stockOuts: boolean;
  readonly json: string | null;
}

/**
 * Reads the arguments after the program's name.
 * @returns 'help' when that is asked for
 * @throws UsageError that says what is wrong
 */
export function readSimulateArguments(args: readonly string[]): SimulateOptions | 'help' {
  const given = parseOptions(args, OPTIONS);
  if (given.help) return 'help';
  for (const name of ['data', 'json'] as const) {
    if (given[name] === '') throw new UsageError(`Option '--${name}' needs the name of a file`);
  }
  return {
    data: given.data ?? null,
    goods: wholeNumber('--goods', given.goods ?? '300', 1, 10_000),
    weeks: wholeNumber('--weeks', given.weeks ?? '52', 1, 500),
    seed: wholeNumber('--seed', given.seed ?? '1', 0, MAX_SEED),
    serviceLevels: readServiceLevels(given['service-level'] ?? '.8,.9,.95'),
    stockOuts: given['stock-outs'] ?? false,
    json: given.json ?? null,
  };
}

function readServiceLevels(text: string): number[] {
  const levels = text.split(',').map((one) => (/^0?\.\d+$/.test(one.trim()) ? Number(one) : NaN));
  if (!levels.every((level) => level >= 0.5 && level <= 0.999)) {
    throw new UsageError(`Option '--service-level' needs numbers from 0.5 to 0.999, not "${text}"`);
  }
  if (new Set(levels).size < levels.length) throw new UsageError("Option '--service-level' names one twice");
  return levels;
}
