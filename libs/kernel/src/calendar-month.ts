import { addDays, type CalendarDay } from './calendar-day.js';

/** The first day of the month that `day` lies in. */
export function firstOfMonth(day: CalendarDay): CalendarDay {
  return `${day.slice(0, 7)}-01` as CalendarDay;
}

/** The last day of the month that `day` lies in. */
export function lastOfMonth(day: CalendarDay): CalendarDay {
  return addDays(firstOfNextMonth(day), -1);
}

/** The first day of the month after the one that `day` lies in. */
export function firstOfNextMonth(day: CalendarDay): CalendarDay {
  // No month has more than 31 days, and none that begins on the 1st reaches the 1st of the month after next in 31.
  return firstOfMonth(addDays(firstOfMonth(day), 31));
}

/** The first day of the month before the one that `day` lies in. */
export function firstOfPreviousMonth(day: CalendarDay): CalendarDay {
  return firstOfMonth(addDays(firstOfMonth(day), -1));
}
