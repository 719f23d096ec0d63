import { isCalendarDay, type CalendarDay } from '@tor/kernel/calendar-day';
import { quoted, type NumberFormat, type Reading } from './number-forms.js';

const PARTS = /^(\d{1,2})([/-])(\d{1,2})\2(\d{4})$/;

/**
 * Reads a date: YYYY-MM-DD, or with slashes or dashes day first (`id`) or month first (`en`).
 * @param format the format that the file is in; null: unknown, and then a date that could be two days is a problem
 */
export function readDay(text: string, format: NumberFormat | null): Reading<CalendarDay> {
  const trimmed = text.trim();
  if (isCalendarDay(trimmed)) return { value: trimmed, onlyIn: null };
  const [en, id] = [dayIn(trimmed, 'en'), dayIn(trimmed, 'id')];
  if (format !== null) {
    const value = format === 'en' ? en : id;
    const form = format === 'en' ? 'MM/DD/YYYY' : 'DD/MM/YYYY';
    return value ? { value, onlyIn: null } : { problem: `must be a date YYYY-MM-DD or ${form}: not ${quoted(text)}` };
  }
  if (en && id) {
    if (en === id) return { value: en, onlyIn: null };
    const both = `${en} (number_format=en) or ${id} (number_format=id)`;
    return { problem: `could be ${both}: send number_format to say which ${quoted(text)} is` };
  }
  if (en) return { value: en, onlyIn: 'en' };
  if (id) return { value: id, onlyIn: 'id' };
  return { problem: `must be a date of the form YYYY-MM-DD: not ${quoted(text)}` };
}

function dayIn(text: string, format: NumberFormat): CalendarDay | null {
  const match = PARTS.exec(text);
  if (!match) return null;
  const [, first = '', , second = '', year = ''] = match;
  const [day, month] = format === 'id' ? [first, second] : [second, first];
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCalendarDay(iso) ? iso : null;
}
