import { DomainError } from './domain-error.js';

/** A day of the shop's own calendar, written `YYYY-MM-DD`. It has no time and no zone. */
export type CalendarDay = string & { readonly __brand: 'CalendarDay' };

const DAY_MS = 86_400_000;
const DAY_PATTERN = /^\d{4}-\d{2}-\d{2}$/;

/** True when `text` is a `YYYY-MM-DD` date that exists in the Gregorian calendar. */
export function isCalendarDay(text: string): text is CalendarDay {
  if (!DAY_PATTERN.test(text)) return false;
  const instant = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text);
}

/**
 * Reads a `YYYY-MM-DD` date.
 * @throws DomainError `invalid_date` when the text has another form or names a day that does not exist.
 */
export function parseCalendarDay(text: string): CalendarDay {
  if (!isCalendarDay(text)) throw new DomainError('invalid_date', `"${text}" is not a date of the form YYYY-MM-DD`);
  return text;
}

/** The day number since 1970-01-01, so that days can be compared, subtracted and used as indexes. */
export function dayNumber(day: CalendarDay): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}

/** The inverse of {@link dayNumber}. */
export function dayFromNumber(number: number): CalendarDay {
  return new Date(number * DAY_MS).toISOString().slice(0, 10) as CalendarDay;
}

/** `day` moved by `count` days (negative: into the past). */
export function addDays(day: CalendarDay, count: number): CalendarDay {
  return dayFromNumber(dayNumber(day) + count);
}

/** How many days `to` lies after `from`; negative when it lies before. */
export function daysBetween(from: CalendarDay, to: CalendarDay): number {
  return dayNumber(to) - dayNumber(from);
}

/** The weekday, 0 (Sunday) to 6 (Saturday). */
export function weekdayOf(day: CalendarDay): number {
  return (((dayNumber(day) + 4) % 7) + 7) % 7;
}

/**
 * The one name under which a zone is kept, whatever letter case or alias it was given by.
 * @throws RangeError when the zone is unknown
 */
export function canonicalTimezone(name: string): string {
  return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/**
 * The day that a clock in `timezone` shows at `instant`, whatever zone the server runs in.
 * @param timezone an IANA name such as `Asia/Jakarta`
 * @throws RangeError when the zone is unknown
 */
export function calendarDayAt(instant: Date, timezone: string): CalendarDay {
  let format = dayFormats.get(timezone);
  if (!format) {
    // Swedish writes dates as YYYY-MM-DD.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short' });
    dayFormats.set(timezone, format);
  }
  return format.format(instant) as CalendarDay;
}
