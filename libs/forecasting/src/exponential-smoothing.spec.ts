import { describe, expect, it } from '@jest/globals';
import { smoothedLevel } from './exponential-smoothing.js';
import { seededRandom } from './seeded-random.js';

describe('exponential smoothing', () => {
  it('follows a jump and averages noise away', () => {
    const random = seededRandom(3);
    const jump = Float32Array.from({ length: 120 }, (_, day) => (day < 60 ? 2 : 12));
    const noise = Float32Array.from({ length: 120 }, () => 10 * random());
    expect(smoothedLevel(jump, 120)).toBeCloseTo(12, 1);
    expect(Math.abs(smoothedLevel(noise, 120) - 5)).toBeLessThan(1.5);
  });

  it('reads nothing from day `before` on', () => {
    const days = Float32Array.from({ length: 80 }, (_, day) => day % 5);
    expect(smoothedLevel(days, 50)).toBe(smoothedLevel(days.slice(0, 50), 50));
  });

  it('is the mean of a few days, and 0 of none', () => {
    expect(smoothedLevel(Float32Array.of(1, 2, 6), 3)).toBe(3);
    expect(smoothedLevel(new Float32Array(0), 0)).toBe(0);
  });
});
