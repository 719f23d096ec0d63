import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayFromNumber, type CalendarDay } from '@tor/kernel/calendar-day';
import { readDay } from './day-forms.js';
import { NUMBER_FORMATS, type NumberFormat } from './number-forms.js';

const days = fc.integer({ min: 10957, max: 47481 }).map(dayFromNumber);

function written(day: CalendarDay, format: NumberFormat, separator: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return [...(format === 'id' ? [date, month] : [month, date]), year].join(separator);
}

describe('dates in files', () => {
  it.each([
    ['2026-04-05', '2026-04-05', null],
    [' 2026-04-05 ', '2026-04-05', null],
    ['25/04/2026', '2026-04-25', 'id'],
    ['25-4-2026', '2026-04-25', 'id'],
    ['04/25/2026', '2026-04-25', 'en'],
    ['05/05/2026', '2026-05-05', null],
  ])('understand %p without being told the format', (text, value, onlyIn) => {
    expect(readDay(text, null)).toEqual({ value, onlyIn });
  });

  it('ask which of two days is meant', () => {
    expect(readDay('05/04/2026', null)).toEqual({
      problem:
        'could be 2026-05-04 (number_format=en) or 2026-04-05 (number_format=id): send number_format to say which "05/04/2026" is',
    });
    expect(readDay('05/04/2026', 'id')).toEqual({ value: '2026-04-05', onlyIn: null });
    expect(readDay('05/04/2026', 'en')).toEqual({ value: '2026-05-04', onlyIn: null });
  });

  it.each(['', '31/02/2026', '2026-02-30', '05/04/26', '5.4.2026', '05/04-2026', 'kemarin', '46117', '13/13/2026'])(
    'refuse %p',
    (text) => {
      for (const format of [null, ...NUMBER_FORMATS]) expect(readDay(text, format)).toHaveProperty('problem');
    },
  );

  it('come back as they were written, and are never read when they could be another day', () => {
    fc.assert(
      fc.property(days, fc.constantFrom(...NUMBER_FORMATS), fc.constantFrom('/', '-'), (day, format, separator) => {
        const text = written(day, format, separator);
        expect(readDay(text, format)).toEqual({ value: day, onlyIn: null });
        const untold = readDay(text, null);
        if ('value' in untold) expect(untold.value).toBe(day);
      }),
    );
  });
});
