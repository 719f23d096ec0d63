import { isInstant } from '@tor/kernel/instant';
import { quoted } from './number-forms.js';

/**
 * Reads an ISO 8601 date and time with its zone; a blank may stand for the T.
 * @returns the same instant in UTC with all its microseconds, `YYYY-MM-DDTHH:MM:SS.ffffffZ`
 */
export function readInstant(text: string): { readonly value: string } | { readonly problem: string } {
  const iso = text.trim().replace(' ', 'T');
  if (!isInstant(iso)) {
    return { problem: `must be a date and time with its zone, such as 2026-01-05T03:12:44Z: not ${quoted(text)}` };
  }
  const fraction = /\.(\d+)/.exec(iso)?.[1] ?? '';
  const seconds = new Date(iso.replace(/\.\d+/, '')).toISOString().slice(0, 19);
  return { value: `${seconds}.${fraction.slice(0, 6).padEnd(6, '0')}Z` };
}
