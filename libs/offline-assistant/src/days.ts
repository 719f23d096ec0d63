import { addDays, isCalendarDay, type CalendarDay } from '@tor/kernel/calendar-day';
import { alternatives } from './form.js';
import type { PeriodWords } from './phrases/phrases.js';

/** A day as it was said; what was left out is null. */
export interface SaidDay {
  readonly day: number;
  readonly month: number | null;
  readonly year: number | null;
}

/** Reads how one language says days. */
export class DayReader {
  readonly #months: ReadonlyMap<string, number>;
  /** A regular expression without groups for a month's name. */
  readonly month: string;
  /** The same for a day that tells its month. */
  readonly day: string;

  constructor(private readonly words: PeriodWords) {
    this.#months = new Map(words.months.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));
    this.month = `(?:${alternatives(words.months.flat())})`;
    const named = alternatives([...words.today, ...words.yesterday, ...words.dayBeforeYesterday]);
    this.day = [
      '(?:20\\d\\d-\\d\\d-\\d\\d',
      '\\d{1,2}[/-]\\d{1,2}(?:[/-](?:20)?\\d\\d)?',
      `\\d{1,2}(?:st|nd|rd|th)? (?:of )?${this.month}(?: 20\\d\\d)?`,
      `${this.month} \\d{1,2}(?:st|nd|rd|th)?(?:,? 20\\d\\d)?`,
      `${named})`,
    ].join('|');
  }

  monthOf(name: string): number | null {
    return this.#months.get(name.toLowerCase()) ?? null;
  }

  /** @returns null when there is no such day, or none that was said so */
  read(text: string, today: CalendarDay): SaidDay | CalendarDay | null {
    const said = text.toLowerCase();
    if (isCalendarDay(said)) return said;
    const { today: now, yesterday, dayBeforeYesterday } = this.words;
    if (now.includes(said)) return today;
    if (yesterday.includes(said)) return addDays(today, -1);
    if (dayBeforeYesterday.includes(said)) return addDays(today, -2);
    const numbers = /^(\d{1,2})(?:[/-](\d{1,2})(?:[/-](?:20)?(\d\d))?)?$/.exec(said);
    if (numbers) return saidDay(numbers[1], numbers[2], numbers[3] && `20${numbers[3]}`);
    const name = new RegExp(this.month, 'iu').exec(said)?.[0];
    if (name === undefined) return null;
    const [day, year] = said.replace(name, ' ').match(/\d+/g) ?? [];
    return saidDay(day, String(this.monthOf(name)), year);
  }
}

function saidDay(day?: string, month?: string, year?: string): SaidDay {
  return { day: Number(day), month: month ? Number(month) : null, year: year ? Number(year) : null };
}

/** The latest such day that is not after `today`; null: there is none. */
export function latest({ day, month, year }: SaidDay, today: CalendarDay): CalendarDay | null {
  const [thisYear = 0, thisMonth = 0] = today.split('-').map(Number);
  if (month === null) {
    const here = dayOf(thisYear, thisMonth, day);
    if (here !== null && here <= today) return here;
    return thisMonth === 1 ? dayOf(thisYear - 1, 12, day) : dayOf(thisYear, thisMonth - 1, day);
  }
  if (year !== null) return dayOf(year, month, day);
  const here = dayOf(thisYear, month, day);
  return here !== null && here <= today ? here : dayOf(thisYear - 1, month, day);
}

/** @returns null when the calendar has no such day */
export function dayOf(year: number, month: number, day: number): CalendarDay | null {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isCalendarDay(text) ? text : null;
}
