import { describe, expect, it } from '@jest/globals';
import { latestNight } from './latest-night.js';

describe('the night before', () => {
  it.each([
    ['0 2 * * *', '2026-03-04T19:00:00Z', '2026-03-03T19:00:00.000Z'],
    ['0 2 * * *', '2026-03-04T19:00:01Z', '2026-03-04T19:00:00.000Z'],
    ['0 2 * * 1', '2026-03-04T12:00:00Z', '2026-03-01T19:00:00.000Z'],
    ['*/10 * * * * *', '2026-03-04T12:00:05Z', '2026-03-04T12:00:00.000Z'],
  ])('of %s at %s in Jakarta began at %s', (cron, now, expected) => {
    expect(latestNight(cron, 'Asia/Jakarta', new Date(now))?.toISOString()).toBe(expected);
  });

  it('is none of a pattern that never comes', () => {
    expect(latestNight('0 0 31 2 *', 'Asia/Jakarta', new Date('2026-03-04T12:00:00Z'))).toBeNull();
  });
});
