import { parseOptions } from '../arguments/parse-options.js';
import { wholeNumber } from '../arguments/whole-number.js';

export const USAGE = `npm run fuzz -- [options]

Sends random requests, made from the OpenAPI document, to an API of its own and holds every answer against the document.
Exits with 1 when something is found.

  --requests N  how many (default 10000)
  --seed N      which ones (default: another one at every run)
  --url URL     an API that runs already, which this fills with accounts and goods; default: one of its own
  --help        show this`;

const TEXT = { type: 'string' } as const;
const OPTIONS = { requests: TEXT, seed: TEXT, url: TEXT, help: { type: 'boolean', short: 'h' } } as const;
const MOST = 999_999_999;

export interface FuzzArguments {
  readonly requests: number;
  readonly seed: number;
  readonly url: string | null;
  readonly help: boolean;
}

/** @throws UsageError that says what is wrong */
export function readFuzzArguments(args: readonly string[]): FuzzArguments {
  const { requests, seed, url, help } = parseOptions(args, OPTIONS);
  return {
    requests: requests === undefined ? 10_000 : wholeNumber('--requests', requests, 0, MOST),
    seed: seed === undefined ? Math.floor(Math.random() * 1e9) : wholeNumber('--seed', seed, 0, MOST),
    url: url?.replace(/\/+$/, '') ?? null,
    help: help ?? false,
  };
}
