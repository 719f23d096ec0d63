import { describe, expect, it } from '@jest/globals';
import { addDays, parseCalendarDay } from '@tor/kernel/calendar-day';
import fc from 'fast-check';
import type { DemandSeries } from '../demand-series.js';
import { demandSeries, levelAt } from '../demand-series.js';
import { DAY_COLUMNS, WEEK_COLUMNS, writeDayRow, writeDayRows, writeWeekRow } from './feature-rows.js';
import { shopContext } from './shop-context.js';

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

/** The rows of a shop with this one goods. */
function dayRow(one: DemandSeries, origin: number, horizon: number): number[] {
  const rows = new Float32Array(DAY_COLUMNS);
  writeDayRow(rows, 0, one, origin, horizon, levelAt(one, origin), shopContext([one], 30));
  return Array.from(rows);
}

function weekRow(one: DemandSeries, origin: number): number[] {
  const rows = new Float32Array(WEEK_COLUMNS);
  writeWeekRow(rows, 0, one, origin, levelAt(one, origin), shopContext([one], 30));
  return Array.from(rows);
}

describe('the features', () => {
  it('count in levels, and know the shop, the calendar and the year before', () => {
    const sevenADay = series(new Array<number>(400).fill(7));
    const features = dayRow(sevenADay, 400, 6);
    const lagsAndMeans = features.slice(0, 17);
    expect(lagsAndMeans).toEqual(new Array<number>(17).fill(1));
    const deviations = features.slice(17, 20);
    expect(deviations).toEqual([0, 0, 0]);
    const [largest, itsShare, zeros28, zeros56, sinceSale, size, cv2, winsorised] = features.slice(20, 28);
    expect([largest, zeros28, zeros56, sinceSale, size, cv2, winsorised]).toEqual([1, 0, 0, 0, 1, 0, 1]);
    expect(itsShare).toBeCloseTo(1 / 28, 6);
    const weeks = features.slice(28, 37);
    expect(weeks).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0]);
    expect(features[37]).toBeCloseTo(Math.log(8), 5);
    const [age, price, shopMonth, shopTwoMonths] = features.slice(38, 42);
    expect([age, price, shopMonth, shopTwoMonths]).toEqual([400, 1, 1, 1]);
    // It kept its share of the shop, being all of it.
    expect(features[42]).toBe(1);
    // Six days on from Monday 11 March 2024, that day being the first: Saturday the 16th.
    expect(features.slice(43, 52)).toEqual([6, 6, 1, 1, 1, 1, 1, 16, 3]);
    expect(features.slice(52)).toEqual([1, 1, 1, 1, 1]);
    // The week of Monday the 11th begins and ends in March.
    expect(weekRow(sevenADay, 400).slice(43)).toEqual([1, 1, 1, 1, 1, 3, 3, 11]);
  });

  it('know nothing of the days from the origin on', () => {
    const day = fc.integer({ min: 0, max: 9 });
    const days = fc.array(day, { minLength: 500, maxLength: 500 });
    const origin = 420;
    fc.assert(
      fc.property(
        days,
        fc.array(day, { minLength: 80, maxLength: 80 }),
        fc.integer({ min: 1, max: 30 }),
        (past, later, horizon) => {
          const known = [3, ...past.slice(1, origin)];
          const one = series([...known, ...past.slice(origin)]);
          const other = series([...known, ...later]);
          if (levelAt(one, origin) === 0) return;
          expect(dayRow(one, origin, horizon)).toEqual(dayRow(other, origin, horizon));
          expect(weekRow(one, origin)).toEqual(weekRow(other, origin));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('are finite and not negative in any history, and the same written as a path', () => {
    const quantities = fc.array(fc.oneof(fc.constant(0), fc.float({ min: 0, max: 1e6, noNaN: true })), {
      minLength: 1,
      maxLength: 420,
    });
    fc.assert(
      fc.property(quantities, fc.boolean(), (days, priced) => {
        const one = series(
          days,
          days.map((_, index) => (priced ? index : 0)),
        );
        const level = levelAt(one, one.length);
        if (level === 0) return;
        const rows = new Float32Array(30 * DAY_COLUMNS);
        writeDayRows(rows, 0, one, one.length, 30, level, shopContext([one], 30));
        expect([...rows, ...weekRow(one, one.length)].every((value) => value >= 0 && value < Infinity)).toBe(true);
        for (const horizon of [1, 8, 30]) {
          const row = rows.subarray((horizon - 1) * DAY_COLUMNS, horizon * DAY_COLUMNS);
          expect(Array.from(row)).toEqual(dayRow(one, one.length, horizon));
        }
      }),
    );
  });
});
