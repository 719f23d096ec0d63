import { describe, expect, it } from '@jest/globals';
import { addDays, parseCalendarDay } from '@tor/kernel/calendar-day';
import fc from 'fast-check';
import { calendarTable } from './calendar-table.js';
import type { DemandSeries } from './demand-series.js';
import { demandSeries, levelAt } from './demand-series.js';
import { FEATURE_COUNT, writeFeaturePath, writeFeatures } from './features.js';

const today = parseCalendarDay('2024-03-11');

function series(quantities: number[], prices = quantities.map(() => 500)): DemandSeries {
  const goods = {
    goodsId: 'rice',
    firstDay: addDays(today, -quantities.length),
    quantities: Float32Array.from(quantities),
    prices: Float32Array.from(prices),
    leadTimeDays: 1,
  };
  return demandSeries(goods, today);
}

function featuresOf(one: DemandSeries, origin: number, horizon: number): number[] {
  const rows = new Float32Array(FEATURE_COUNT);
  const calendar = calendarTable(one.firstDayNumber, one.length + 30);
  writeFeatures(rows, 0, one, origin, horizon, levelAt(one, origin), calendar);
  return Array.from(rows);
}

describe('the features', () => {
  it('count in levels and know the calendar', () => {
    const sevenADay = series(new Array<number>(70).fill(7));
    const features = featuresOf(sevenADay, 70, 6);
    expect(features.slice(0, 14)).toEqual(new Array<number>(14).fill(1));
    expect(features.slice(14, 16)).toEqual([0, 0]);
    expect(features.slice(16, 21)).toEqual([1, 0, 0, 0, 1]);
    expect(features[21]).toBeCloseTo(Math.log(8), 5);
    expect(features.slice(22, 24)).toEqual([70, 1]);
    // Six days on from Monday 11 March 2024, that day being the first: Saturday the 16th.
    expect(features.slice(24)).toEqual([6, 6, 1, 1, 1, 1, 1, 16, 3]);
  });

  it('know nothing of the days from the origin on', () => {
    const day = fc.integer({ min: 0, max: 9 });
    const days = fc.array(day, { minLength: 100, maxLength: 100 });
    fc.assert(
      fc.property(
        days,
        fc.array(day, { minLength: 40, maxLength: 40 }),
        fc.integer({ min: 1, max: 30 }),
        (past, later, h) => {
          const known = [3, ...past.slice(1, 60)];
          const one = series([...known, ...past.slice(60)]);
          const other = series([...known, ...later]);
          if (levelAt(one, 60) === 0) return;
          expect(featuresOf(one, 60, h)).toEqual(featuresOf(other, 60, h));
        },
      ),
    );
  });

  it('are finite and not negative in any history, and the same written as a path', () => {
    const quantities = fc.array(fc.oneof(fc.constant(0), fc.float({ min: 0, max: 1e6, noNaN: true })), {
      minLength: 1,
      maxLength: 120,
    });
    fc.assert(
      fc.property(quantities, fc.boolean(), (days, priced) => {
        const one = series(
          days,
          days.map((_, index) => (priced ? index : 0)),
        );
        const level = levelAt(one, one.length);
        if (level === 0) return;
        const rows = new Float32Array(30 * FEATURE_COUNT);
        const calendar = calendarTable(one.firstDayNumber, one.length + 30);
        writeFeaturePath(rows, 0, one, one.length, 30, level, calendar);
        expect(rows.every((value) => value >= 0 && value < Infinity)).toBe(true);
        for (const horizon of [1, 8, 30]) {
          const row = rows.subarray((horizon - 1) * FEATURE_COUNT, horizon * FEATURE_COUNT);
          expect(Array.from(row)).toEqual(featuresOf(one, one.length, horizon));
        }
      }),
    );
  });
});
