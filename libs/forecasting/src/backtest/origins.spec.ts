import { describe, expect, it } from '@jest/globals';
import { addDays, parseCalendarDay } from '@tor/kernel/calendar-day';
import { BacktestRefused, type OriginPlan, planOrigins } from './origins.js';

const lastDay = parseCalendarDay('2024-12-31');
const PLAN: OriginPlan = { horizonDays: 7, origins: 3, stepDays: null, skip: 0, lastDayOut: false };

const originsAfter = (daysOfData: number, change: Partial<OriginPlan> = {}) =>
  planOrigins(addDays(lastDay, 1 - daysOfData), lastDay, { ...PLAN, ...change });

describe('origins', () => {
  it('end with the data, four weeks apart where two years lie before the earliest', () => {
    // Three horizons of seven days and two steps of 28: 730 days before the earliest are 730 + 56 + 7 in all.
    expect(originsAfter(793)).toEqual({ days: ['2024-12-25', '2024-11-27', '2024-10-30'], stepDays: 28 });
    expect(originsAfter(792)).toEqual({ days: ['2024-12-25', '2024-12-11', '2024-11-27'], stepDays: 14 });
  });

  it('are those that were asked for', () => {
    expect(originsAfter(400, { stepDays: 7, skip: 2 }).days).toEqual(['2024-12-11', '2024-12-04', '2024-11-27']);
    expect(originsAfter(400, { lastDayOut: true, origins: 1 }).days).toEqual(['2024-12-24']);
    expect(originsAfter(400, { horizonDays: 30, origins: 1 }).days).toEqual(['2024-12-02']);
  });

  it('need 56 days before the earliest', () => {
    expect(originsAfter(56 + 28 + 7).days).toHaveLength(3);
    expect(() => originsAfter(56 + 28 + 6)).toThrow(BacktestRefused);
    expect(() => originsAfter(56 + 28 + 6)).toThrow('is 1 days too short');
  });
});
