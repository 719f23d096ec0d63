import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { movingAverageCost } from './moving-average-cost.js';
import { MAX_STOCK } from './stock.js';

describe('the moving-average cost', () => {
  it('weighs what is on hand against what arrived', () => {
    expect(movingAverageCost(10, 1000n, 10, 2000n)).toBe(1500n);
    expect(movingAverageCost(30, 1000n, 10, 2000n)).toBe(1250n);
  });

  it('is rounded half up to hundredths', () => {
    expect(movingAverageCost(1, 1n, 1, 2n)).toBe(2n);
    expect(movingAverageCost(2, 1n, 1, 2n)).toBe(1n);
    expect(movingAverageCost(1, 1n, 2, 2n)).toBe(2n);
  });

  it('is the cost of the receipt when nothing is on hand or no cost is known', () => {
    expect(movingAverageCost(0, 1000n, 5, 2000n)).toBe(2000n);
    expect(movingAverageCost(7, 0n, 5, 2000n)).toBe(2000n);
  });

  it('falls when units arrive for nothing', () => {
    expect(movingAverageCost(5, 1000n, 5, 0n)).toBe(500n);
  });

  const onHand = fc.integer({ min: 1, max: MAX_STOCK });
  const quantity = fc.integer({ min: 1, max: 1_000_000 });
  const cost = fc.bigInt({ min: 1n, max: 10n ** 14n - 1n });

  it('lies between the two costs', () => {
    fc.assert(
      fc.property(onHand, cost, quantity, cost, (units, before, arrived, paid) => {
        const average = movingAverageCost(units, before, arrived, paid);
        const [low, high] = before < paid ? [before, paid] : [paid, before];
        return low <= average && average <= high;
      }),
    );
  });

  it('keeps the value of the stock to half a hundredth a unit', () => {
    fc.assert(
      fc.property(onHand, cost, quantity, cost, (units, before, arrived, paid) => {
        const all = BigInt(units) + BigInt(arrived);
        const value = BigInt(units) * before + BigInt(arrived) * paid;
        const error = 2n * (movingAverageCost(units, before, arrived, paid) * all - value);
        return -all < error && error <= all;
      }),
    );
  });
});
