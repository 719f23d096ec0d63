import { describe, expect, it } from '@jest/globals';
import { addDays, daysBetween, parseCalendarDay } from './calendar-day.js';
import { firstOfMonth, firstOfNextMonth, firstOfPreviousMonth, lastOfMonth } from './calendar-month.js';

describe('a month', () => {
  it('begins on its first day and ends on its last, in leap years too', () => {
    const leap = parseCalendarDay('2028-02-17');
    expect([firstOfMonth(leap), lastOfMonth(leap)]).toEqual(['2028-02-01', '2028-02-29']);
    expect(lastOfMonth(parseCalendarDay('2026-02-01'))).toBe('2026-02-28');
    expect(lastOfMonth(parseCalendarDay('2026-12-31'))).toBe('2026-12-31');
  });

  it('has neighbours, across the turn of the year', () => {
    expect(firstOfNextMonth(parseCalendarDay('2026-12-31'))).toBe('2027-01-01');
    expect(firstOfPreviousMonth(parseCalendarDay('2026-01-31'))).toBe('2025-12-01');
  });

  it('follows the one before without a gap, through the whole century', () => {
    for (let day = parseCalendarDay('2000-01-01'); day < '2100-01-01'; day = firstOfNextMonth(day)) {
      const next = firstOfNextMonth(day);
      expect(next).toBe(addDays(lastOfMonth(day), 1));
      expect(firstOfPreviousMonth(next)).toBe(day);
      expect(daysBetween(day, next)).toBeGreaterThanOrEqual(28);
      expect(next.endsWith('-01')).toBe(true);
    }
  });
});
