import { UsageError } from '../arguments/usage-error.js';

/** An advisory that we live with for a while, and why. */
export interface Exception {
  /** Of the advisory, such as `GHSA-xxxx-xxxx-xxxx`. */
  readonly id: string;
  /** The package that it is about. */
  readonly package: string;
  readonly reason: string;
  /** The last day on which the exception holds, as YYYY-MM-DD. */
  readonly until: string;
}

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** @throws UsageError that names the entry and the field */
export function readExceptions(text: string): Exception[] {
  const entries: unknown = parsed(text);
  if (!Array.isArray(entries)) throw new UsageError('The exceptions are not a list');
  return entries.map((entry: unknown, index) => {
    const field = (name: keyof Exception): string => {
      const value: unknown = typeof entry === 'object' && entry !== null ? Reflect.get(entry, name) : undefined;
      if (typeof value === 'string' && value.trim() !== '') return value;
      throw new UsageError(`Exception ${index + 1} needs "${name}"`);
    };
    const exception = { id: field('id'), package: field('package'), reason: field('reason'), until: field('until') };
    if (!DAY.test(exception.until)) throw new UsageError(`Exception ${index + 1} needs "until" as YYYY-MM-DD`);
    return exception;
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError('The exceptions are not JSON');
  }
}
