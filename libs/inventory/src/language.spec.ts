import { describe, expect, it } from '@jest/globals';
import { parseCalendarDay } from '@tor/kernel/calendar-day';
import { daysText, dayText, moneyText, percentText, unitsText, wholeText } from './language.js';

describe('figures in a sentence', () => {
  it('have the form of the language', () => {
    expect([wholeText(1250, 'id'), wholeText(1250, 'en')]).toEqual(['1.250', '1,250']);
    expect([percentText(0.975, 'id'), percentText(0.975, 'en')]).toEqual(['97,5%', '97.5%']);
    const day = parseCalendarDay('2026-01-09');
    expect([dayText(day, 'id'), dayText(day, 'en')]).toEqual(['9 Januari 2026', 'January 9, 2026']);
  });

  it('have nouns of the right number', () => {
    expect([0, 1, 2].map((count) => unitsText(count, null, 'en'))).toEqual(['0 units', '1 unit', '2 units']);
    expect([1, 1200].map((count) => unitsText(count, null, 'id'))).toEqual(['1 unit', '1.200 unit']);
    expect([unitsText(3, 'botol', 'id'), unitsText(3, 'pcs', 'en')]).toEqual(['3 botol', '3 pcs']);
    expect([0, 1, 2].map((count) => daysText(count, 'en'))).toEqual(['0 days', '1 day', '2 days']);
    expect(daysText(7, 'id')).toBe('7 hari');
  });

  it('are money in its currency, with decimal places where there are some', () => {
    expect([moneyText(1_500_000n, 'IDR', 'id'), moneyText(1_500_000n, 'IDR', 'en')]).toEqual([
      'Rp 15.000',
      'Rp 15.000',
    ]);
    expect(moneyText(1250n, 'USD', 'en')).toBe('$12.50');
    expect(moneyText(1250n, 'USD', 'id')).toMatch(/^US\$ ?12,50$/);
  });
});
