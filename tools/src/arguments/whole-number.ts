import { UsageError } from './usage-error.js';

/** @throws UsageError that names the option and its rule */
export function wholeNumber(option: string, text: string, least: number, most: number): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  if (!(number >= least && number <= most)) {
    throw new UsageError(`Option '${option}' needs a whole number from ${least} to ${most}, not "${text}"`);
  }
  return number;
}
