import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MAX_STOCK } from './stock.js';
import { countMovement, countObstacle, countTotals, varianceQuantity, varianceValue } from './stock-count.js';

const line = (countedQuantity: number, expectedQuantity: number, unitCost = 100n) => ({
  countedQuantity,
  expectedQuantity,
  unitCost,
});

describe('a stock count', () => {
  it('finds the variance in units and in money', () => {
    expect(varianceQuantity(line(93, 100))).toBe(-7);
    expect(varianceValue(line(93, 100, 3100025n))).toBe(-21700175n);
    expect(varianceValue(line(12, 10, 50n))).toBe(100n);
  });

  it('adds up what is missing and what is too much apart', () => {
    expect(countTotals([line(3, 5), line(9, 5, 10n), line(4, 4)])).toEqual({
      lines: 3,
      varianceQuantity: 2,
      varianceValue: -160n,
      missingQuantity: 2,
      missingValue: 200n,
      surplusQuantity: 4,
      surplusValue: 40n,
    });
    expect(countTotals([])).toMatchObject({ lines: 0, varianceQuantity: 0, varianceValue: 0n });
  });

  it('moves the stock by the variance, and not at all where there is none', () => {
    expect(countMovement(line(93, 100))).toEqual({ kind: 'count', quantityChange: -7 });
    expect(countMovement(line(100, 100))).toBeNull();
  });

  it('is refused where the stock would leave the books', () => {
    const missing = { kind: 'count', quantityChange: -7 } as const;
    const surplus = { kind: 'count', quantityChange: 1 } as const;
    expect(countObstacle(7, missing)).toBeNull();
    expect(countObstacle(6, missing)).toBe('below zero');
    expect(countObstacle(MAX_STOCK - 1, surplus)).toBeNull();
    expect(countObstacle(MAX_STOCK, surplus)).toBe('beyond the books');
  });

  const units = fc.integer({ min: 0, max: MAX_STOCK });
  const lines = fc.array(fc.tuple(units, units, fc.bigInt({ min: 0n, max: 10n ** 14n })));

  it('has totals that agree with each other and with the lines', () => {
    fc.assert(
      fc.property(lines, (drawn) => {
        const counted = drawn.map(([quantity, expected, cost]) => line(quantity, expected, cost));
        const totals = countTotals(counted);
        expect(totals.varianceQuantity).toBe(totals.surplusQuantity - totals.missingQuantity);
        expect(totals.varianceValue).toBe(totals.surplusValue - totals.missingValue);
        expect(totals.varianceValue).toBe(counted.reduce((sum, one) => sum + varianceValue(one), 0n));
        expect(Math.min(totals.surplusQuantity, totals.missingQuantity)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('leaves what was counted less what was sold since', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), fc.nat(1000), (counted, expected, sold) => {
        fc.pre(sold <= expected && sold <= counted);
        const movement = countMovement(line(counted, expected));
        return expected - sold + (movement?.quantityChange ?? 0) === counted - sold;
      }),
    );
  });
});
