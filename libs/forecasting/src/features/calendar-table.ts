import { dayFromNumber, weekdayOf } from '@tor/kernel/calendar-day';

/** Weekday (0 Sunday..6), day of month (1..31) and month (1..12) of consecutive days, looked up by day number. */
export interface CalendarTable {
  firstDayNumber: number;
  weekdays: Uint8Array;
  daysOfMonth: Uint8Array;
  months: Uint8Array;
}

/** The table of the `days` days from day number `firstDayNumber` on. */
export function calendarTable(firstDayNumber: number, days: number): CalendarTable {
  const table = {
    firstDayNumber,
    weekdays: new Uint8Array(days),
    daysOfMonth: new Uint8Array(days),
    months: new Uint8Array(days),
  };
  for (let index = 0; index < days; index++) {
    const day = dayFromNumber(firstDayNumber + index);
    table.weekdays[index] = weekdayOf(day);
    table.months[index] = Number(day.slice(5, 7));
    table.daysOfMonth[index] = Number(day.slice(8, 10));
  }
  return table;
}
