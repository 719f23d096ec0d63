import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  calendarDayAt,
  dayFromNumber,
  dayNumber,
  daysBetween,
  isCalendarDay,
  parseCalendarDay,
  weekdayOf,
} from './calendar-day.js';

describe('calendar days', () => {
  it('adds across months, leap days and years', () => {
    expect(addDays(parseCalendarDay('2024-02-28'), 1)).toBe('2024-02-29');
    expect(addDays(parseCalendarDay('2023-12-31'), 1)).toBe('2024-01-01');
    expect(addDays(parseCalendarDay('2024-03-01'), -1)).toBe('2024-02-29');
    expect(daysBetween(parseCalendarDay('2024-02-28'), parseCalendarDay('2024-03-01'))).toBe(2);
  });

  it('knows the weekday before and after 1970', () => {
    expect(weekdayOf(parseCalendarDay('2024-01-01'))).toBe(1);
    expect(weekdayOf(parseCalendarDay('1969-12-31'))).toBe(3);
  });

  it.each(['2023-02-29', '2024-13-01', '24-01-01', '2024-1-1', '', 'yesterday', '2024-01-01T00:00:00Z'])(
    'refuses %p',
    (text) => {
      expect(isCalendarDay(text)).toBe(false);
      expect(() => parseCalendarDay(text)).toThrow('is not a date of the form YYYY-MM-DD');
    },
  );

  it("is the shop's day, not the server's", () => {
    const instant = new Date('2024-05-01T16:30:00Z');
    expect(calendarDayAt(instant, 'Asia/Jakarta')).toBe('2024-05-01');
    expect(calendarDayAt(instant, 'Asia/Makassar')).toBe('2024-05-02');
    expect(calendarDayAt(instant, 'Asia/Jayapura')).toBe('2024-05-02');
    expect(calendarDayAt(instant, 'America/New_York')).toBe('2024-05-01');
  });

  it('are numbers one after the other, there and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 60_000 }), fc.integer({ min: -9000, max: 9000 }), (number, count) => {
        const day = dayFromNumber(number);
        expect(isCalendarDay(day)).toBe(true);
        expect(dayNumber(day)).toBe(number);
        expect(daysBetween(day, addDays(day, count))).toBe(count);
        expect(addDays(addDays(day, count), -count)).toBe(day);
      }),
    );
  });

  it.each([
    ['Asia/Jakarta', 7],
    ['Asia/Makassar', 8],
    ['Asia/Jayapura', 9],
  ])('begin at midnight in %s, %i hours before Greenwich, at every moment of our century', (timezone, hours) => {
    const moments = fc.date({ min: new Date('2000-01-01Z'), max: new Date('2099-12-31Z'), noInvalidDate: true });
    fc.assert(
      fc.property(moments, (moment) => {
        const shifted = new Date(moment.getTime() + hours * 3_600_000);
        expect(calendarDayAt(moment, timezone)).toBe(shifted.toISOString().slice(0, 10));
      }),
    );
  });
});
