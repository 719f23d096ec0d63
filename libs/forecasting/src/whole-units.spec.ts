import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wholeUnits } from './whole-units.js';

describe('whole units', () => {
  it('keep slow sellers alive', () => {
    expect(Array.from(wholeUnits(new Float64Array(10).fill(0.3)))).toEqual([0, 1, 0, 0, 1, 0, 0, 0, 1, 0]);
  });

  it('add up to the rounded sum, and no run of days is off by more than half a unit', () => {
    const quantities = fc.array(fc.double({ min: 0, max: 500, noNaN: true }), { maxLength: 30 });
    fc.assert(
      fc.property(quantities, (days) => {
        const whole = wholeUnits(Float64Array.from(days));
        let exact = 0;
        let rounded = 0;
        whole.forEach((units, day) => {
          exact += days[day] ?? 0;
          rounded += units;
          expect(units).toBeGreaterThanOrEqual(0);
          expect(Math.abs(rounded - exact)).toBeLessThanOrEqual(0.5 + 1e-9);
        });
        expect(rounded).toBe(Math.round(exact));
      }),
    );
  });
});
