import { describe, expect, it } from '@jest/globals';
import { parseCalendarDay } from '@tor/kernel/calendar-day';
import { PeriodFinder } from './periods.js';
import { ENGLISH } from './phrases/en.js';
import { INDONESIAN } from './phrases/id.js';

/** A Tuesday. */
const TODAY = parseCalendarDay('2026-11-24');
const INDONESIAN_PERIODS = new PeriodFinder(INDONESIAN);
const ENGLISH_PERIODS = new PeriodFinder(ENGLISH);

describe('a period', () => {
  it.each([
    ['omzet hari ini', '2026-11-24', '2026-11-24'],
    ['omzet kmrn', '2026-11-23', '2026-11-23'],
    ['omzet minggu ini', '2026-11-23', '2026-11-24'],
    ['omzet minggu lalu', '2026-11-16', '2026-11-22'],
    ['omzet bulan ini', '2026-11-01', '2026-11-24'],
    ['omzet bulan lalu', '2026-10-01', '2026-10-31'],
    ['omzet tahun ini', '2026-01-01', '2026-11-24'],
    ['omzet tahun lalu', '2025-01-01', '2025-12-31'],
    ['omzet 7 hari terakhir', '2026-11-18', '2026-11-24'],
    ['omzet 2 minggu terakhir', '2026-11-11', '2026-11-24'],
    ['omzet bulan februari', '2026-02-01', '2026-02-28'],
    ['omzet bulan desember', '2025-12-01', '2025-12-31'],
    ['omzet februari 2024', '2024-02-01', '2024-02-29'],
    ['omzet tanggal 5', '2026-11-05', '2026-11-05'],
    ['omzet tgl 30', '2026-10-30', '2026-10-30'],
    ['omzet 5 november', '2026-11-05', '2026-11-05'],
    ['omzet 5 desember', '2025-12-05', '2025-12-05'],
    ['omzet 5/11/2026', '2026-11-05', '2026-11-05'],
    ['omzet 2026-11-05', '2026-11-05', '2026-11-05'],
    ['omzet 1 sampai 15 november', '2026-11-01', '2026-11-15'],
    ['omzet dari 28 oktober sampai 3 november', '2026-10-28', '2026-11-03'],
    ['omzet sejak 1 november', '2026-11-01', undefined],
  ])('is found in Indonesian: %j', (text, from, to) => {
    const found = INDONESIAN_PERIODS.past(text, TODAY);
    expect(found).toEqual({ value: { from, to: to ?? null }, rest: 'omzet' });
  });

  it.each([
    ['sales today', '2026-11-24', '2026-11-24'],
    ['sales last week', '2026-11-16', '2026-11-22'],
    ['sales in the last 30 days', '2026-10-26', '2026-11-24'],
    ['sales in october', '2026-10-01', '2026-10-31'],
    ['sales on november 5th', '2026-11-05', '2026-11-05'],
    ['sales on the 5th of november', '2026-11-05', '2026-11-05'],
    ['sales from november 1 to november 15', '2026-11-01', '2026-11-15'],
  ])('is found in English: %j', (text, from, to) => {
    expect(ENGLISH_PERIODS.past(text, TODAY)).toEqual({ value: { from, to }, rest: 'sales' });
  });

  it.each(['kopi 250 g', 'aqua 600ml', 'omzet 31 februari', 'omzet tanggal 32', '2 - 3'])(
    'is not found in %j',
    (text) => {
      expect(INDONESIAN_PERIODS.past(text, TODAY)).toBeNull();
    },
  );
});

describe('days ahead', () => {
  it.each([
    ['kopi 7 hari ke depan', 7],
    ['kopi 2 minggu', 14],
    ['kopi minggu depan', 7],
    ['kopi sebulan', 30],
    ['kopi besok', 1],
  ])('are found: %j', (text, days) => {
    expect(INDONESIAN_PERIODS.daysAhead(text, TODAY)).toEqual({ value: days, rest: 'kopi' });
  });
});
