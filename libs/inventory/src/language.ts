import { type CalendarDay, dayNumber } from '@tor/kernel/calendar-day';
import { type Money, moneyToNumber } from '@tor/kernel/money';

/** What a shop is spoken to in: Indonesian or English. */
export type Language = 'id' | 'en';

/**
 * What can be said, in every language: the compiler asks for each sentence in each of them. A sentence is a function of the
 * figures in it, so that numbers take the form and nouns the number of the language.
 */
export type Phrasebook<Phrases> = Readonly<Record<Language, Phrases>>;

const LOCALES: Readonly<Record<Language, string>> = { id: 'id-ID', en: 'en-US' };
const DAY_MS = 86_400_000;

const wholeFormats = perLanguage((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }));
const percentFormats = perLanguage(
  (locale) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }),
);
const dayFormats = perLanguage((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }));
const moneyFormats = new Map<string, Intl.NumberFormat>();

/** A whole number: 1.250 in Indonesian, 1,250 in English. */
export function wholeText(value: number, language: Language): string {
  return wholeFormats[language].format(value);
}

/** A share, 0 to 1, in percent with one decimal place at most: 97,5% and 97.5%. */
export function percentText(share: number, language: Language): string {
  return percentFormats[language].format(share);
}

/**
 * A number of units with its noun: "1 unit", "12 units", "12 botol".
 * @param unit what the owner counts the goods in; null: units
 */
export function unitsText(count: number, unit: string | null, language: Language): string {
  const noun = unit ?? (language === 'en' && count !== 1 ? 'units' : 'unit');
  return `${wholeText(count, language)} ${noun}`;
}

/** "1 day", "3 days", "3 hari". */
export function daysText(count: number, language: Language): string {
  const noun = language === 'id' ? 'hari' : count === 1 ? 'day' : 'days';
  return `${wholeText(count, language)} ${noun}`;
}

/** A day of the calendar: 9 Januari 2026 and January 9, 2026. */
export function dayText(day: CalendarDay, language: Language): string {
  return dayFormats[language].format(new Date(dayNumber(day) * DAY_MS));
}

/**
 * An amount of money, without decimal places where it has none. Rupiah are Rp 15.000 in every language, as on the price tags
 * of the shop; other currencies take the form of the language.
 * @param currency ISO 4217 code
 */
export function moneyText(amount: Money, currency: string, language: Language): string {
  const digits = amount % 100n === 0n ? 0 : 2;
  const key = `${language} ${currency} ${digits}`;
  let format = moneyFormats.get(key);
  if (!format) {
    const fractions = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    format = new Intl.NumberFormat(currency === 'IDR' ? LOCALES.id : LOCALES[language], {
      style: 'currency',
      currency,
      ...fractions,
    });
    moneyFormats.set(key, format);
  }
  // A blank that does not break looks like any other, and is found by nobody who searches.
  return format.format(moneyToNumber(amount)).replaceAll('\u00a0', ' ');
}

function perLanguage<Format>(make: (locale: string) => Format): Readonly<Record<Language, Format>> {
  return { id: make(LOCALES.id), en: make(LOCALES.en) };
}
