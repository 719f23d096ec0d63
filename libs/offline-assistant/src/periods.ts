import { addDays, dayNumber, type CalendarDay } from '@tor/kernel/calendar-day';
import { firstOfMonth, firstOfPreviousMonth, lastOfMonth } from '@tor/kernel/calendar-month';
import { DayReader, dayOf, latest, type SaidDay } from './days.js';
import { alternatives } from './form.js';
import { quantityOf } from './numbers.js';
import type { LanguagePhrases, PeriodWords } from './phrases/phrases.js';

/** A period, both days with it; null: open. */
export interface Period {
  readonly from: CalendarDay;
  readonly to: CalendarDay | null;
}

/** What was found in a text, and the text without it. */
export interface Found<Value> {
  readonly value: Value;
  readonly rest: string;
}

/** Day 0 of the calendar was a Thursday; weeks begin on Monday. */
const DAYS_FROM_MONDAY = 3;
const WEEK = 7;
const MONTH = 30;

type Read = (groups: readonly string[], today: CalendarDay) => Period | null;

interface Rule {
  readonly pattern: RegExp;
  readonly read: Read;
}

/** Finds periods in what is said in one language. */
export class PeriodFinder {
  readonly #past: readonly Rule[];
  readonly #ahead: readonly Rule[];
  readonly #days: DayReader;

  constructor(private readonly phrases: LanguagePhrases) {
    this.#days = new DayReader(phrases.periods);
    this.#past = this.#pastRules(phrases.periods);
    this.#ahead = this.#aheadRules(phrases.periods);
  }

  /** A period of the past or present, the first that is found. */
  past(text: string, today: CalendarDay): Found<Period> | null {
    return found(this.#past, text, today);
  }

  /** How many days ahead, 1 or more. */
  daysAhead(text: string, today: CalendarDay): Found<number> | null {
    const stretch = found(this.#ahead, text, today);
    if (!stretch?.value.to) return null;
    return { value: dayNumber(stretch.value.to) - dayNumber(stretch.value.from) + 1, rest: stretch.rest };
  }

  #pastRules(words: PeriodWords): Rule[] {
    const named = (forms: readonly string[], period: (today: CalendarDay) => Period): Rule[] =>
      this.#rules(forms, (_, today) => period(today));
    return [
      ...this.#rules(words.range, (groups, today) => this.#range(groups, today)),
      ...this.#rules(words.lastDays, (groups, today) => this.#back(groups[0], 1, today)),
      ...this.#rules(words.lastWeeks, (groups, today) => this.#back(groups[0], WEEK, today)),
      ...this.#rules(words.since, (groups, today) => {
        const from = this.#day(groups[0], today);
        return from === null ? null : { from, to: null };
      }),
      ...named(words.dayBeforeYesterday, (today) => oneDay(addDays(today, -2))),
      ...named(words.thisWeek, (today) => ({ from: mondayOf(today), to: today })),
      ...named(words.lastWeek, (today) => week(addDays(mondayOf(today), -WEEK))),
      ...named(words.thisMonth, (today) => ({ from: firstOfMonth(today), to: today })),
      ...named(words.lastMonth, (today) => month(firstOfPreviousMonth(firstOfMonth(today)), today)),
      ...named(words.thisYear, (today) => ({ from: firstOfYear(today, 0), to: today })),
      ...named(words.lastYear, (today) => ({ from: firstOfYear(today, -1), to: addDays(firstOfYear(today, 0), -1) })),
      ...named(words.yesterday, (today) => oneDay(addDays(today, -1))),
      ...named(words.today, oneDay),
      ...this.#rules(words.oneDay, ([day], today) => {
        const one = this.#day(day, today);
        return one === null ? null : oneDay(one);
      }),
      ...this.#rules(words.oneMonth, ([name, year], today) => this.#month(name, year, today)),
    ];
  }

  #aheadRules(words: PeriodWords): Rule[] {
    const stretch = (days: number | null, today: CalendarDay): Period | null =>
      days === null ? null : { from: today, to: addDays(today, days - 1) };
    const count = (text: string | undefined): number | null => quantityOf(text ?? '', this.phrases.numbers);
    const weeks = (text: string | undefined): number | null => {
      const number = count(text);
      return number === null ? null : number * WEEK;
    };
    return [
      ...this.#rules(words.daysAhead, ([number], today) => stretch(count(number), today)),
      ...this.#rules(words.weeksAhead, ([number], today) => stretch(weeks(number), today)),
      ...this.#rules(words.weekAhead, (_, today) => stretch(WEEK, today)),
      ...this.#rules(words.monthAhead, (_, today) => stretch(MONTH, today)),
      ...this.#rules(words.tomorrow, (_, today) => stretch(1, today)),
    ];
  }

  #rules(forms: readonly string[], read: Read): Rule[] {
    const number = `(\\d+|${alternatives([...Object.keys(this.phrases.numbers.values), ...Object.keys(this.phrases.numbers.multipliers)])})`;
    return forms.map((form) => {
      const bareDay = `(${this.#days.day}|\\d{1,2})`;
      const day = `(?:(?:tanggal|tgl|the) )?(${this.#days.day})`;
      // A bare number is a day only where words say so, or before another day that tells its month.
      const saysSo = /tanggal|tgl|the \{day\}/.test(form);
      const body = form
        .replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&')
        .replace(/\{day\}(?=.*\{day\})/, () => bareDay)
        .replaceAll('{day}', () => (saysSo ? bareDay : day))
        .replaceAll(bareDay, `(?:(?:tanggal|tgl|the) )?${bareDay}`)
        .replaceAll('{n}', number)
        .replaceAll('{month}', `(${this.#days.month})`)
        .replaceAll('{year}', '(20\\d\\d)');
      return { pattern: new RegExp(`(?:^| )${body}(?= |$)`, 'iu'), read };
    });
  }

  #day(text: string | undefined, today: CalendarDay): CalendarDay | null {
    const said = this.#days.read(text ?? '', today);
    return said === null || typeof said === 'string' ? said : latest(said, today);
  }

  /** Two days; what the first leaves out the second tells: "1 sampai 15 november 2026". */
  #range([first = '', second = '']: readonly string[], today: CalendarDay): Period | null {
    const [begin, end] = [this.#days.read(first, today), this.#days.read(second, today)];
    if (begin === null || end === null) return null;
    const to = typeof end === 'string' ? end : latest(end, today);
    if (to === null) return null;
    const from = typeof begin === 'string' ? begin : firstDay(begin, to);
    return from === null || from > to ? null : { from, to };
  }

  #back(count: string | undefined, days: number, today: CalendarDay): Period | null {
    const number = quantityOf(count ?? '', this.phrases.numbers);
    return number === null || number > 3660 ? null : { from: addDays(today, 1 - number * days), to: today };
  }

  #month(name: string | undefined, year: string | undefined, today: CalendarDay): Period | null {
    const number = this.#days.monthOf(name ?? '');
    if (number === null) return null;
    const said: SaidDay = { day: 1, month: number, year: year === undefined ? null : Number(year) };
    const first = latest(said, today);
    return first === null ? null : month(first, today);
  }
}

function found(rules: readonly Rule[], text: string, today: CalendarDay): Found<Period> | null {
  for (const { pattern, read } of rules) {
    const match = pattern.exec(text);
    const value = match && read(match.slice(1), today);
    if (!match || !value) continue;
    const rest = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`;
    return { value, rest: rest.replaceAll(/\s+/g, ' ').trim() };
  }
  return null;
}

/** The latest such day that is not after the end of its range. */
function firstDay({ day, month, year }: SaidDay, to: CalendarDay): CalendarDay | null {
  const [toYear = 0, toMonth = 0] = to.split('-').map(Number);
  if (month === null) return dayOf(toYear, toMonth, day);
  return latest({ day, month, year: year }, to);
}

function oneDay(day: CalendarDay): Period {
  return { from: day, to: day };
}

function week(monday: CalendarDay): Period {
  return { from: monday, to: addDays(monday, WEEK - 1) };
}

/** A month, the present one up to today. */
function month(first: CalendarDay, today: CalendarDay): Period {
  const last = lastOfMonth(first);
  return { from: first, to: last > today && first <= today ? today : last };
}

function mondayOf(day: CalendarDay): CalendarDay {
  return addDays(day, -((dayNumber(day) + DAYS_FROM_MONDAY) % WEEK));
}

function firstOfYear(today: CalendarDay, years: number): CalendarDay {
  return dayOf(Number(today.slice(0, 4)) + years, 1, 1) ?? today;
}
