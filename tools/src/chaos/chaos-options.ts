import { parseArgs } from 'node:util';
import { UsageError } from '../arguments/usage-error.js';
import { wholeNumber } from '../arguments/whole-number.js';
import type { Scenario } from './scenario.js';
import { SCENARIOS } from './scenarios.js';

const MAX_SEED = 2_147_483_647;
const MOST_MINUTES = 7 * 24 * 60;

/** What `--help` says. */
export function usage(): string {
  const width = Math.max(...SCENARIOS.map(({ name }) => name.length));
  return `npm run chaos -- [NAME...] [options]

Breaks parts of an installation of its own (processes, PostgreSQL, Redis), which is gone afterwards, and says whether what is
promised held. Without names all of these, one after the other:

${SCENARIOS.map(({ name, promise }) => `  ${name.padEnd(width)}  ${promise}`).join('\n')}

  --small      smaller counts: what the tests run
  --seed N     what is left to chance (default 1)
  --minutes N  how long "soak" lasts (default 60)
  --log FILE   write what the programs say into a file
  --help       show this

Exit code 0: all promises held, or could not be tried on this machine, which is said; 1: one was broken; 2: the command was not
understood.`;
}

export interface ChaosOptions {
  readonly scenarios: readonly Scenario[];
  readonly small: boolean;
  readonly seed: number;
  /** Null: what the programs say is only shown, the end of it, where a promise was broken. */
  readonly log: string | null;
  readonly minutes: number;
}

/**
 * Reads the arguments after the program's name.
 * @returns 'help' when that is asked for
 * @throws UsageError that says what is wrong
 */
export function readChaosArguments(args: readonly string[]): ChaosOptions | 'help' {
  const { values, positionals } = parsed(args);
  if (values.help) return 'help';
  if (values.log === '') throw new UsageError("Option '--log' needs the name of a file");
  const known = new Map(SCENARIOS.map((scenario) => [scenario.name, scenario]));
  const unknown = positionals.find((name) => !known.has(name));
  if (unknown !== undefined) throw new UsageError(`There is no scenario "${unknown}"`);
  const chosen = [...new Set(positionals)].flatMap((name) => known.get(name) ?? []);
  return {
    scenarios: chosen.length > 0 ? chosen : SCENARIOS,
    small: values.small ?? false,
    log: values.log ?? null,
    seed: wholeNumber('--seed', values.seed ?? '1', 0, MAX_SEED),
    minutes: wholeNumber('--minutes', values.minutes ?? '60', 1, MOST_MINUTES),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        small: { type: 'boolean' },
        seed: { type: 'string' },
        log: { type: 'string' },
        minutes: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
