import { isCalendarDay, type CalendarDay } from '@tor/kernel/calendar-day';
import { DomainError } from '@tor/kernel/domain-error';

/**
 * The first day of the month that is asked for; what is not said is taken from `today`.
 * @param year as it stands in the query: digits, 2000 to 2099
 * @param month as it stands in the query: digits, 1 to 12
 * @throws DomainError `invalid_month`
 */
export function reportedMonth(year: unknown, month: unknown, today: CalendarDay): CalendarDay {
  const first = [
    year === undefined ? today.slice(0, 4) : digits(year),
    (month === undefined ? today.slice(5, 7) : digits(month)).padStart(2, '0'),
    '01',
  ].join('-');
  if (!first.startsWith('20') || !isCalendarDay(first)) throw notAMonth();
  return first;
}

function digits(value: unknown): string {
  if (typeof value !== 'string' || !/^\d{1,4}$/.test(value)) throw notAMonth();
  return value;
}

function notAMonth(): DomainError {
  return new DomainError(
    'invalid_month',
    'The month must be a whole number from 1 to 12, the year one from 2000 to 2099',
  );
}
