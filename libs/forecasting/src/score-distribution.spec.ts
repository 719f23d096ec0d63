import { describe, expect, it } from '@jest/globals';
import { finiteSampleQuantile, scoreDistribution } from './score-distribution.js';
import { seededRandom } from './seeded-random.js';

const distributionOf = (scores: readonly number[], cutOff: readonly number[] = []) =>
  scoreDistribution(
    Uint32Array.from(scores.keys()),
    Float64Array.from(scores),
    Uint8Array.from(scores, (_, index) => cutOff[index] ?? 0),
  );

describe('the distribution of scores', () => {
  it('gives each known score the same share', () => {
    const { scores, shares } = distributionOf([3, 1, 2, 4]);
    expect(Array.from(scores)).toEqual([1, 2, 3, 4]);
    Array.from(shares).forEach((share, place) => expect(share).toBeCloseTo((place + 1) / 4, 12));
  });

  it('hands the share of a score that was cut off to those above it', () => {
    // Of 1, 2+, 3, 4+, 5: a fifth below or at 1; of the three left from 3 on a third is at 3; all the rest is at 5.
    const { shares } = distributionOf([1, 2, 3, 4, 5], [0, 1, 0, 1, 0]);
    const expected = [1 / 5, 1 / 5, 1 - (4 / 5) * (2 / 3), 1 - (4 / 5) * (2 / 3), 1];
    Array.from(shares).forEach((share, place) => expect(share).toBeCloseTo(expected[place] ?? NaN, 12));
  });

  it('takes a known score for less than an equal one that was cut off', () => {
    expect(distributionOf([2, 2], [1, 0]).shares[0]).toBeCloseTo(0.5, 12);
  });

  it('finds the quantile of demand that shelves of many sizes cut off, where leaving those weeks out does not', () => {
    const random = seededRandom(4);
    const demand = Array.from({ length: 8_000 }, () => random());
    const shelf = demand.map(() => 0.5 + 0.8 * random());
    const sold = demand.map((units, week) => Math.min(units, shelf[week] ?? 0));
    const cutOff = demand.map((units, week) => Number(units > (shelf[week] ?? 0)));
    expect(finiteSampleQuantile(distributionOf(sold, cutOff), 0.8)).toBeCloseTo(0.8, 1);
    expect(Math.abs(finiteSampleQuantile(distributionOf(sold, cutOff), 0.8) - 0.8)).toBeLessThan(0.02);
    const known = sold.filter((_, week) => cutOff[week] === 0);
    expect(finiteSampleQuantile(distributionOf(known), 0.8)).toBeLessThan(0.75);
  });

  it('answers with its largest or smallest score where there are too few for the quantile', () => {
    const few = distributionOf([5, 6, 7]);
    expect([0.01, 0.5, 0.99].map((probability) => finiteSampleQuantile(few, probability))).toEqual([5, 6, 7]);
    expect(finiteSampleQuantile(distributionOf([5, 6, 7], [1, 1, 1]), 0.5)).toBe(7);
  });
});
