import { parseOptions } from '../arguments/parse-options.js';
import { UsageError } from '../arguments/usage-error.js';

/** What the command line asks of the demo. */
export interface DemoOptions {
  /** End after the table instead of staying up. */
  readonly exit: boolean;
  /** Show what database, API and worker write. */
  readonly verbose: boolean;
  readonly help: boolean;
  /** File for the whole table. */
  readonly json: string | null;
}

export const USAGE = `npm run demo -- [options]

Loads a year of a real shop's sales into a Tor Monitor of its own, forecasts the demand of each of its goods and prints
what to order. Afterwards the API stays up to be tried, until Ctrl-C. Everything is kept in a folder of its own, which is
removed at the end.

  --exit        end after the table
  --json FILE   write the whole table, as JSON
  --verbose     show what database, API and worker write
  --help        show this

PORT (default 8086) is the port of the API, TOR_DATA_DIR (default .tor) the folder below which the demo makes its own.`;

const FLAG = { type: 'boolean' } as const;
const OPTIONS = { exit: FLAG, verbose: FLAG, help: { ...FLAG, short: 'h' }, json: { type: 'string' } } as const;

/**
 * Reads the arguments after the program's name.
 * @throws UsageError that names what is wrong
 */
export function readDemoOptions(args: readonly string[]): DemoOptions {
  const { exit, verbose, help, json } = parseOptions(args, OPTIONS);
  if (json === '') throw new UsageError("Option '--json' needs the name of a file");
  return { exit: exit ?? false, verbose: verbose ?? false, help: help ?? false, json: json ?? null };
}
