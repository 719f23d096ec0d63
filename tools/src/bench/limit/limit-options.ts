import { parseOptions } from '../../arguments/parse-options.js';
import { UsageError } from '../../arguments/usage-error.js';

export interface LimitOptions {
  /** Small shops and short turns, nothing judged: what the tests run. */
  readonly small: boolean;
  /** Compare with what was recorded. */
  readonly check: boolean;
  /** Write what was measured into the documentation. */
  readonly record: boolean;
}

/** @throws UsageError that says what is wrong */
export function readLimitOptions(args: readonly string[]): LimitOptions {
  const {
    small = false,
    check = false,
    record = false,
  } = parseOptions(args, {
    small: { type: 'boolean' },
    check: { type: 'boolean' },
    record: { type: 'boolean' },
  });
  if (record && (check || small)) throw new UsageError(`'--record' goes with neither '--check' nor '--small'`);
  return { small, check, record };
}
