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
  if ([small, check, record].filter(Boolean).length > 1) {
    throw new UsageError(`'--small', '--check' and '--record' do not go together`);
  }
  return { small, check, record };
}
