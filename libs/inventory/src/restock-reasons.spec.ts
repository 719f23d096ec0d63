import { describe, expect, it } from '@jest/globals';
import { planRestock } from './restock-plan.js';
import { restockReasons } from './restock-reasons.js';

describe('the reasons for a restock quantity', () => {
  const reasonsAt = (onHand: number): string[] => {
    const protection = { demand: 33.6, safetyStock: 12, lowerDemand: 20, upperDemand: 50 };
    const plan = planRestock({ onHand, protection, leadTime: { demand: 10, safetyStock: 5 } });
    return restockReasons({ onHand, protectionDemand: 33.6, leadTimeDays: 3, reviewDays: 7, serviceLevel: 0.95, plan });
  };

  it('say how much will sell, what is held on top and what to order', () => {
    expect(reasonsAt(20)).toEqual([
      'About 34 units should sell in the next 10 days (3 to deliver, 7 until the next order).',
      '12 units on top keep a 95 % service level.',
      '20 units on hand: order 26 to reach 46.',
    ]);
  });

  it('say when there is enough', () => {
    expect(reasonsAt(60)).toContain('60 units on hand: enough for now.');
  });
});
