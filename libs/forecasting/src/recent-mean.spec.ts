import { describe, expect, it } from '@jest/globals';
import { recentMean } from './recent-mean.js';

function meanOf(days: readonly number[], before = days.length): number {
  const sold = Float32Array.from(days);
  return recentMean(sold, sold, before);
}

describe('the mean of recent days', () => {
  it('is over the last 28 days', () => {
    expect(meanOf([100, ...new Array<number>(28).fill(3)])).toBe(3);
    expect(meanOf([...new Array<number>(28).fill(3), 100], 28)).toBe(3);
  });

  it('takes one huge sale for three usual ones', () => {
    expect(meanOf([2, 0, 2, 0, 2, 0, 500])).toBeCloseTo((2 + 2 + 2 + 6) / 7, 6);
    expect(meanOf([0.5, 90, 0, 0, 0, 0, 0])).toBeCloseTo((0.5 + 1.5) / 7, 6);
  });

  it('spreads the first days over a week', () => {
    expect(meanOf([7])).toBe(1);
    expect(meanOf([4, 4, 4])).toBeCloseTo(12 / 7, 6);
    expect(meanOf(new Array<number>(8).fill(4))).toBe(4);
  });

  it('counts what is believed of days with an empty shelf', () => {
    expect(recentMean(Float32Array.of(4, 4, 4, 4, 0, 0, 0), new Float32Array(7).fill(4), 7)).toBe(4);
  });

  it('is 0 without a sale in those days', () => {
    expect(meanOf([])).toBe(0);
    expect(meanOf([5, ...new Array<number>(28).fill(0)])).toBe(0);
  });
});
