import { describe, expect, it } from '@jest/globals';
import { addDays, parseCalendarDay } from '@tor/kernel/calendar-day';
import { demandSeries } from '../demand-series.js';
import { opponentTotals } from './opponents.js';
import { sbaLevel } from './sba.js';
import { tsbLevel } from './tsb.js';

const today = parseCalendarDay('2024-03-11');

function totals(quantities: number[], days: number) {
  const firstDay = addDays(today, -quantities.length);
  const prices = new Float32Array(quantities.length);
  const goods = { goodsId: 'a', firstDay, quantities: Float32Array.from(quantities), prices, leadTimeDays: 3 };
  return opponentTotals(demandSeries(goods, today), days);
}

describe('the simple methods', () => {
  it('repeat the last week, over and over', () => {
    const days = [9, 9, 9, 1, 2, 3, 4, 5, 6, 7];
    expect(totals(days, 7).seasonalNaive).toBe(28);
    expect(totals(days, 10).seasonalNaive).toBe(28 + 6);
    expect(totals([2, 3], 7).seasonalNaive).toBe(5);
  });

  it('take the mean of the last 28 days', () => {
    const days = Array.from({ length: 40 }, (_, day) => (day < 12 ? 100 : 2));
    expect(totals(days, 7).recentMean).toBe(14);
  });

  it('agree on a goods that sells the same every day, but for what SBA takes off', () => {
    const { seasonalNaive, recentMean, ses, tsb, sba } = totals(new Array<number>(60).fill(3), 7);
    expect([seasonalNaive, recentMean, ses, tsb]).toEqual([21, 21, 21, 21]);
    expect(sba).toBeCloseTo(21 * 0.95, 9);
  });

  it('smooth sizes and intervals, or sizes and probabilities', () => {
    // 28 days with a sale of 4 every second day; then three days with nothing, and one with 14.
    const start = Array.from({ length: 28 }, (_, day) => (day % 2 === 0 ? 4 : 0));
    const days = [...start, 0, 0, 0, 14];
    // The last sale before was on day 26, this one is on day 31.
    expect(sbaLevel(days)).toBeCloseTo((0.95 * (4 + 0.1 * 10)) / (2 + 0.1 * (5 - 2)), 9);
    const probability = 0.5 * 0.95 ** 3;
    expect(tsbLevel(days)).toBeCloseTo((probability + 0.05 * (1 - probability)) * (4 + 0.1 * 10), 9);
    expect(tsbLevel([...start, 0, 0, 0])).toBeCloseTo(4 * probability, 9);
  });

  it('say nothing of what never sold', () => {
    expect([sbaLevel([0, 0]), tsbLevel([0, 0]), sbaLevel([]), tsbLevel([])]).toEqual([0, 0, 0, 0]);
  });
});
