import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseCalendarDay } from '@tor/kernel/calendar-day';
import { understand } from './understand.js';
import type { Understood } from './understood.js';

/** A Tuesday. */
const TODAY = parseCalendarDay('2026-11-24');

interface Phrasing {
  readonly text: string;
  readonly expect: {
    readonly kind?: string;
    readonly tool?: string;
    readonly args?: Readonly<Record<string, unknown>>;
    readonly missing?: string;
  };
}

/** The least that must be understood; what was written after the patterns were fixed is measured, not fitted. */
const SETS = [
  { file: 'development.id.json', language: 'id', atLeast: 1 },
  { file: 'development.en.json', language: 'en', atLeast: 1 },
  { file: 'held-out.id.json', language: 'id', atLeast: 0.9 },
  { file: 'held-out.en.json', language: 'en', atLeast: 0.8 },
] as const;

describe('how owners put things', () => {
  for (const { file, language, atLeast } of SETS) {
    const url = new URL(`../phrasings/${file}`, import.meta.url);
    it(`is understood: ${file}`, () => {
      const phrasings = JSON.parse(readFileSync(url, 'utf8')) as Phrasing[];
      const wrong = phrasings.flatMap((phrasing) => {
        const got = understand(phrasing.text, { today: TODAY, language });
        return matches(got, phrasing) ? [] : [`${phrasing.text}: ${JSON.stringify(got)}`];
      });
      const right = phrasings.length - wrong.length;
      process.stdout.write(
        `${file}: ${right} of ${phrasings.length} understood\n${wrong.map((one) => `  ${one}\n`).join('')}`,
      );
      expect(right / phrasings.length).toBeGreaterThanOrEqual(atLeast);
    });
  }
});

/** Names of goods are looked up without regard to letter case. */
function matches(got: Understood, { expect: expected }: Phrasing): boolean {
  const kind = expected.kind ?? (expected.missing === undefined ? 'tool' : 'incomplete');
  if (got.kind !== kind) return false;
  if (got.kind !== 'tool' && got.kind !== 'incomplete') return true;
  if (got.kind === 'incomplete' && got.missing !== expected.missing) return false;
  return got.tool === expected.tool && sorted(got.args) === sorted(expected.args ?? {});
}

function sorted(args: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(args).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(entries).toLowerCase();
}
