import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DemandDistribution } from './restock-demand.js';

const PROBABILITIES = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.98];

const quantiles = fc
  .array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 60, noNaN: true })), { minLength: 8, maxLength: 8 })
  .map((values) => values.sort((a, b) => a - b));

describe('the probability that more is wanted than there is', () => {
  const demand = new DemandDistribution([0.5, 0.75, 0.9], [10, 20, 26]);

  it('falls in straight lines through the quantiles', () => {
    expect([0, 5, 10, 15, 20, 23].map((units) => demand.exceeding(units))).toEqual(
      [1, 0.75, 0.5, 0.375, 0.25, 0.175].map((probability) => expect.closeTo(probability)),
    );
  });

  it('falls by the same factor beyond the last quantile as between the last two', () => {
    expect(demand.exceeding(26)).toBeCloseTo(0.1);
    expect(demand.exceeding(32)).toBeCloseTo(0.04);
    expect(demand.exceeding(38)).toBeCloseTo(0.016);
  });

  it('jumps where quantiles are equal, and is 0 beyond them where the last two are', () => {
    const lumpy = new DemandDistribution([0.5, 0.75, 0.9], [0, 4, 4]);
    expect([0, 2, 3.9, 4, 5].map((units) => lumpy.exceeding(units))).toEqual(
      [0.5, 0.375, 0.25625, 0, 0].map((probability) => expect.closeTo(probability)),
    );
    const none = new DemandDistribution([0.5, 0.9], [0, 0]);
    expect(none.exceeding(0)).toBe(0);
    expect(none.expectedUse(0, 1_000)).toBe(0);
  });

  it.each<[number[], number[]]>([
    [[], []],
    [[0.5], [1, 2]],
    [
      [0.5, 0.5],
      [1, 2],
    ],
    [
      [0.5, 1],
      [1, 2],
    ],
    [[0.5], [NaN]],
    [[0.5], [Infinity]],
  ])('is not made of the probabilities %j and the quantiles %j', (probabilities, values) => {
    expect(() => new DemandDistribution(probabilities, values)).toThrow(Error);
  });

  it('never rises, and is what is added up and turned round, unit by unit', () => {
    fc.assert(
      fc.property(
        quantiles,
        fc.nat(80),
        fc.nat(80),
        fc.double({ min: 1e-6, max: 1, noNaN: true }),
        (values, onHand, count, p) => {
          const one = new DemandDistribution(PROBABILITIES, values);
          let use = 0;
          let wanted = 0;
          for (let k = 0; k < count; k++) {
            const probability = one.exceeding(onHand + k);
            expect(probability).toBeGreaterThanOrEqual(one.exceeding(onHand + k + 1));
            expect(probability <= 1 && probability >= 0).toBe(true);
            use += probability;
            if (probability >= p) wanted = k + 1;
          }
          expect(one.expectedUse(onHand, count)).toBeCloseTo(use, 9);
          expect(one.unitsWantedWith(p, onHand, count)).toBe(wanted);
        },
      ),
    );
  });
});
