import { describe, expect, it } from '@jest/globals';
import { parseCalendarDay } from '@tor/kernel/calendar-day';
import { DomainError } from '@tor/kernel/domain-error';
import { reportedMonth } from './reported-month.js';

const TODAY = parseCalendarDay('2026-11-30');

describe('the month of a report', () => {
  it.each([
    [undefined, undefined, '2026-11-01'],
    ['2025', undefined, '2025-11-01'],
    [undefined, '2', '2026-02-01'],
    ['2000', '1', '2000-01-01'],
    ['2099', '12', '2099-12-01'],
    ['2024', '02', '2024-02-01'],
  ])('is, for year %j and month %j, the one that begins on %s', (year, month, first) => {
    expect(reportedMonth(year, month, TODAY)).toBe(first);
  });

  it.each(['', ' ', '0', '13', '-1', '1.0', '1e0', '0x1', '12345', '٣', '3 ', 'x', '00', ['3'], {}, null, 3])(
    'is refused as %j',
    (month) => {
      expect(() => reportedMonth('2026', month, TODAY)).toThrow(DomainError);
    },
  );

  it.each(['', '1999', '2100', '26', '20', '02026', '2026.0', 'x', ['2026'], {}, null, 2026])(
    'is refused in the year %j',
    (year) => {
      expect(() => reportedMonth(year, '3', TODAY)).toThrow(expect.objectContaining({ code: 'invalid_month' }));
    },
  );
});
