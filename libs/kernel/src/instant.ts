import { isCalendarDay } from './calendar-day.js';

const INSTANT_PATTERN =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** True when `text` is an ISO 8601 date and time with its zone, such as `2026-01-05T23:30:00+07:00`. */
export function isInstant(text: string): boolean {
  const day = INSTANT_PATTERN.exec(text)?.[1];
  return day !== undefined && isCalendarDay(day);
}
