import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RestockSituation } from './restock-plan.js';
import { planRestock } from './restock-plan.js';

function situation(changes: Partial<RestockSituation> = {}): RestockSituation {
  return {
    onHand: 10,
    protection: { demand: 21, safetyStock: 6.5, lowerDemand: 14, upperDemand: 29 },
    leadTime: { demand: 9, safetyStock: 4.2 },
    ...changes,
  };
}

describe('a restock plan', () => {
  it('orders up to the demand until the next delivery and its safety stock', () => {
    expect(planRestock(situation())).toEqual({
      restockQuantity: 18,
      minRestockQuantity: 4,
      maxRestockQuantity: 19,
      reorderPoint: 14,
      safetyStock: 7,
    });
  });

  it('counts what is on order as if it were here', () => {
    expect(planRestock(situation({ onOrder: 12 })).restockQuantity).toBe(6);
  });

  it('orders nothing when stock suffices even for a good week', () => {
    const plan = planRestock(situation({ onHand: 30 }));
    expect([plan.minRestockQuantity, plan.restockQuantity, plan.maxRestockQuantity]).toEqual([0, 0, 0]);
    expect(plan.reorderPoint).toBe(14);
  });

  it('orders nothing for goods that no longer sell', () => {
    const nothing = { demand: 0, safetyStock: 0, lowerDemand: 0, upperDemand: 0 };
    const plan = planRestock({ onHand: 0, protection: nothing, leadTime: nothing });
    expect(plan).toEqual({
      restockQuantity: 0,
      minRestockQuantity: 0,
      maxRestockQuantity: 0,
      reorderPoint: 0,
      safetyStock: 0,
    });
  });

  it('lets no floating noise order one more', () => {
    const protection = { demand: 0.1 + 0.2, safetyStock: 2.7, lowerDemand: 0.1, upperDemand: 3 };
    expect(planRestock(situation({ onHand: 0, protection })).restockQuantity).toBe(3);
  });

  it('keeps the order inside its least and its most, whatever the safety stock', () => {
    const amount = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(amount, amount, amount, amount, amount, (onHand, demand, safetyStock, below, above) => {
        const protection = {
          demand,
          safetyStock,
          lowerDemand: Math.max(0, demand - below),
          upperDemand: demand + above,
        };
        const plan = planRestock({ onHand, protection, leadTime: { demand, safetyStock } });
        expect(plan.minRestockQuantity).toBeLessThanOrEqual(plan.restockQuantity);
        expect(plan.maxRestockQuantity).toBeGreaterThanOrEqual(plan.restockQuantity);
        expect(Object.values(plan).every((value) => Number.isInteger(value) && value >= 0)).toBe(true);
        expect(onHand + plan.restockQuantity).toBeGreaterThanOrEqual(demand + safetyStock - 1e-5);
      }),
    );
  });

  it.each([
    [{ onHand: -1 }, 'onHand must be finite and >= 0, not -1'],
    [{ onOrder: NaN }, 'onOrder must be'],
    [{ leadTime: { demand: Infinity, safetyStock: 0 } }, 'leadTimeDemand must be'],
    [{ protection: { demand: 5, safetyStock: 0, lowerDemand: 6, upperDemand: 9 } }, 'The band 6..9 does not hold'],
  ])('refuses %j', (changes, message) => {
    expect(() => planRestock(situation(changes))).toThrow(message);
  });
});
