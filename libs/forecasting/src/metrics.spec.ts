import { describe, expect, it } from '@jest/globals';
import { bias, coverage, pinball, wape } from './metrics.js';

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

  it('refuse lengths that differ', () => {
    expect(() => wape(actual, [1])).toThrow('3 actuals cannot meet 1 forecasts');
    expect(() => coverage([], [], [])).toThrow('no values');
  });
});
