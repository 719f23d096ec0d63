import { parseArgs } from 'node:util';

export const USAGE = `npm run fuzz -- [options]

Sends random requests, made from the OpenAPI document, to an API of its own and holds every answer against the document.
Exits with 1 when something is found.

  --requests N  how many (default 10000)
  --seed N      which ones (default: another one at every run)
  --url URL     an API that runs already, which this fills with accounts and goods; default: one of its own
  --help        show this`;

/** The command line cannot be understood. */
export class UsageError extends Error {}

export interface FuzzArguments {
  readonly requests: number;
  readonly seed: number;
  readonly url: string | null;
  readonly help: boolean;
}

/** @throws UsageError that says what is wrong */
export function readFuzzArguments(args: readonly string[]): FuzzArguments {
  const { requests, seed, url, help } = parse(args);
  return {
    requests: requests === undefined ? 10_000 : wholeNumber('--requests', requests),
    seed: seed === undefined ? Math.floor(Math.random() * 1e9) : wholeNumber('--seed', seed),
    url: url?.replace(/\/+$/, '') ?? null,
    help: help ?? false,
  };
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`Option '${name}' needs a whole number below a billion`);
  return Number(text);
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    const options = { requests: text, seed: text, url: text, help: { type: 'boolean', short: 'h' } } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
