import { describe, expect, it } from '@jest/globals';
import { isInstant } from './instant.js';

describe('an instant', () => {
  it.each([
    '2026-01-05T23:30:00Z',
    '2026-01-05T23:30Z',
    '2026-01-05T23:30:00+07:00',
    '2026-01-05T23:30:00.123-09:30',
    '2024-02-29T00:00:00Z',
  ])('is %s', (text) => {
    expect(isInstant(text)).toBe(true);
    expect(new Date(text).getTime()).not.toBeNaN();
  });

  it.each([
    ['has no zone', '2026-01-05T23:30:00'],
    ['is a day alone', '2026-01-05'],
    ['names a day that does not exist', '2026-02-29T10:00:00Z'],
    ['names an hour that does not exist', '2026-01-05T24:00:00Z'],
    ['has an offset beyond a day', '2026-01-05T10:00:00+24:00'],
    ['has blanks around it', ' 2026-01-05T10:00:00Z'],
    ['is in words', 'tomorrow'],
  ])('is nothing that %s', (_, text) => {
    expect(isInstant(text)).toBe(false);
  });
});
