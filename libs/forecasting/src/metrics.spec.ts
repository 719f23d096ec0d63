import { describe, expect, it } from '@jest/globals';
import { bias, coverage, mase, pinball, rmsse, seasonalErrorScale, wape } from './metrics.js';

const actual = [10, 0, 30];

describe('the metrics', () => {
  it('weigh errors by what was sold', () => {
    expect(wape(actual, [8, 1, 33])).toBeCloseTo(6 / 40);
    expect(bias(actual, [8, 1, 33])).toBeCloseTo(2 / 40);
    expect(bias(actual, [5, 0, 20])).toBeCloseTo(-15 / 40);
  });

  it('charge a quantile for both sides', () => {
    expect(pinball([10], [8], 0.9)).toBeCloseTo(1.8);
    expect(pinball([10], [13], 0.9)).toBeCloseTo(0.3);
  });

  it('count the ends of a band as inside', () => {
    expect(coverage(actual, [10, 1, 0], [12, 2, 30])).toBeCloseTo(2 / 3);
  });

  it('scale errors by those of repeating the last season', () => {
    const scale = seasonalErrorScale([1, 5, 3, 5, 4], 2);
    // 3 - 1, 5 - 5, 4 - 3.
    expect(scale).toEqual({ absolute: 1, squared: 5 / 3 });
    expect(mase([4, 6], [5, 9], scale)).toBeCloseTo(2);
    expect(rmsse([4, 6], [5, 9], scale)).toBeCloseTo(Math.sqrt(5 / (5 / 3)));
  });

  it('have no scale where nothing changed, or no season has passed', () => {
    expect(mase([1], [2], seasonalErrorScale([3, 3, 3], 1))).toBeNaN();
    expect(rmsse([1], [2], seasonalErrorScale([3, 4], 7))).toBeNaN();
    expect(() => mase([], [], seasonalErrorScale([1, 2], 1))).toThrow('of no values');
    expect(() => rmsse([1, 2], [1], seasonalErrorScale([1, 2], 1))).toThrow('2 actuals cannot meet 1 forecasts');
  });

  it('refuse lengths that differ', () => {
    expect(() => wape(actual, [1])).toThrow('3 actuals cannot meet 1 forecasts');
    expect(() => coverage([], [], [])).toThrow('no values');
  });
});
