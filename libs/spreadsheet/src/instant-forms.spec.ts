import { describe, expect, it } from '@jest/globals';
import { readInstant } from './instant-forms.js';

describe('instants in files', () => {
  it.each([
    ['2026-01-05T03:12:44.512345Z', '2026-01-05T03:12:44.512345Z'],
    ['2026-01-05T03:12:44Z', '2026-01-05T03:12:44.000000Z'],
    ['2026-01-05 03:12Z', '2026-01-05T03:12:00.000000Z'],
    ['2026-01-05T03:12:44.5+07:00', '2026-01-04T20:12:44.500000Z'],
    ['2026-01-05T03:12:44.123456789Z', '2026-01-05T03:12:44.123456Z'],
  ])('%p keep their microseconds', (text, value) => {
    expect(readInstant(text)).toEqual({ value });
  });

  it.each(['', '2026-01-05', '2026-01-05T03:12:44', '2026-02-30T03:12:44Z', '2026-01-05T24:00:00Z', 'now'])(
    'refuse %p',
    (text) => {
      expect(readInstant(text)).toHaveProperty('problem');
    },
  );
});
