import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCalendarDay } from '@tor/kernel/calendar-day';
import { daysOfCover, stockoutDay } from './days-of-cover.js';

const monday = parseCalendarDay('2024-02-26');

describe('days of cover', () => {
  it('counts whole days and the part of the day the stock ends on', () => {
    expect(daysOfCover(7, [2, 2, 2, 2])).toBe(3.5);
    expect(stockoutDay(7, [2, 2, 2, 2], monday)).toBe('2024-02-29');
  });

  it('skips days on which nothing is expected to sell', () => {
    expect(daysOfCover(2, Int32Array.of(0, 2, 0, 0, 1))).toBe(4);
    expect(stockoutDay(2, Int32Array.of(0, 2, 0, 0, 1), monday)).toBe('2024-03-01');
  });

  it('runs out today when nothing is left', () => {
    expect(daysOfCover(0, [1])).toBe(0);
    expect(stockoutDay(0, [1], monday)).toBe(monday);
  });

  it('has no end when the stock outlasts the forecast', () => {
    expect(daysOfCover(4, [2, 2])).toBeNull();
    expect(stockoutDay(5, [0, 0], monday)).toBeNull();
    expect(daysOfCover(0, [])).toBeNull();
  });

  it('takes what floating noise misses as met', () => {
    expect(daysOfCover(0.3, [0.1, 0.2])).toBeNull();
  });

  it.each([
    [NaN, [1]],
    [-1, [1]],
    [1, [-1]],
    [1, [Infinity]],
  ])('refuses %p units against %p', (onHand, demand) => {
    expect(() => daysOfCover(onHand, demand)).toThrow('must be finite and >= 0');
  });

  it('never shrink when there is more on the shelf, and the stock lasts through each whole day counted', () => {
    const demand = fc.array(fc.nat({ max: 50 }), { maxLength: 30 });
    fc.assert(
      fc.property(fc.nat({ max: 500 }), demand, (onHand, perDay) => {
        const cover = daysOfCover(onHand, perDay);
        const more = daysOfCover(onHand + 1, perDay);
        if (cover === null) return expect(more).toBeNull();
        expect(more ?? Infinity).toBeGreaterThanOrEqual(cover);
        const sold = perDay.slice(0, Math.floor(cover)).reduce((sum, units) => sum + units, 0);
        expect(sold).toBeLessThanOrEqual(onHand);
        expect(sold + (perDay[Math.floor(cover)] ?? 0)).toBeGreaterThan(onHand);
      }),
    );
  });
});
