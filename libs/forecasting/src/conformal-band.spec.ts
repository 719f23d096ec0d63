import { describe, expect, it } from '@jest/globals';
import { bandAround, conformalScores, errorScale, normalScores } from './conformal-band.js';
import type { ErrorScores } from './conformal-band.js';
import { seededRandom } from './seeded-random.js';

const errorsOf = (sizes: Float64Array, scores: Float64Array): ErrorScores | null =>
  conformalScores({ sizes, scores, cutOff: new Uint8Array(scores.length), believed: scores });

/** Scores that spread from -size to size, for forecasts of 1 and of 10 units. */
function twoSizes(count: number, seed: number): { sizes: Float64Array; scores: Float64Array } {
  const random = seededRandom(seed);
  const sizes = Float64Array.from({ length: count }, (_, index) => (index % 2 === 0 ? 1 : 10));
  return { sizes, scores: sizes.map((size) => size * (2 * random() - 1)) };
}

describe('a conformal band', () => {
  it('covers its share of errors it has not seen, for small and for large forecasts', () => {
    const past = twoSizes(4_000, 1);
    const next = twoSizes(4_000, 2);
    const errors = errorsOf(past.sizes, past.scores);
    for (const size of [1, 10]) {
      const ofSize = Array.from(next.scores).filter((_, index) => next.sizes[index] === size);
      const [low = NaN, high = NaN] = [0.1, 0.9].map((probability) => errors?.quantile(size, probability));
      const inside = ofSize.filter((score) => score >= low && score <= high).length / ofSize.length;
      expect(inside).toBeGreaterThan(0.77);
      expect(inside).toBeLessThan(0.83);
    }
  });

  it('takes the ceil((n + 1) p)-th score less half of their mean, so that few scores give a wider band', () => {
    const scores = Float64Array.from({ length: 29 }, (_, index) => index + 1);
    const errors = errorsOf(new Float64Array(29).fill(1), scores);
    expect([0.1, 0.5, 0.9, 0.999].map((probability) => errors?.quantile(1, probability))).toEqual([
      3 - 7.5,
      15 - 7.5,
      27 - 7.5,
      29 - 7.5,
    ]);
  });

  it('keeps half of what past forecasts were off to one side', () => {
    const { sizes, scores } = twoSizes(4_000, 1);
    const errors = errorsOf(sizes, scores);
    const offset = errorsOf(
      sizes,
      scores.map((score) => score + 5),
    );
    expect(offset?.quantile(10, 0.9)).toBeCloseTo((errors?.quantile(10, 0.9) ?? NaN) + 2.5, 9);
    expect(offset?.quantile(10, 0.1)).toBeCloseTo((errors?.quantile(10, 0.1) ?? NaN) + 2.5, 9);
  });

  it('leaves more above where nothing can be left below', () => {
    const errorAt = (probability: number): number => 10 * (probability - 0.5);
    expect(bandAround(20, errorAt, 0.1)).toEqual({ lower: 16, upper: 24 });
    expect(bandAround(3, errorAt, 0.1).lower).toBe(0);
    expect(bandAround(3, errorAt, 0.1).upper).toBeCloseTo(6.5, 9);
  });

  it('is not made of fewer than 20 scores', () => {
    expect(errorsOf(new Float64Array(19), new Float64Array(19))).toBeNull();
  });

  it('falls back on normal errors of the spread that is given', () => {
    expect(normalScores(1).quantile(5, 0.9)).toBeCloseTo(1.2816, 4);
    expect(normalScores(2).quantile(5, 0.1)).toBeCloseTo(-2.5631, 4);
    expect(errorScale(7, 4)).toBe(3);
  });
});
