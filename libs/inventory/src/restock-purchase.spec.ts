import { describe, expect, it } from '@jest/globals';
import { DemandDistribution } from './restock-demand.js';
import { planPurchases, type RestockNeed, usualMarginShare } from './restock-purchase.js';

interface Named extends RestockNeed {
  readonly name: string;
}

function need(name: string, change: Partial<RestockNeed> = {}): Named {
  const demand = new DemandDistribution([0.5, 0.9], [10, 18]);
  return { name, price: 1_000n, costPrice: 600n, onHand: 0, restockQuantity: 12, demand, ...change };
}

const SHARE = usualMarginShare([need('known')]);
const bought = (needs: readonly Named[], budget: bigint | null): [string, number][] =>
  planPurchases(needs, SHARE, budget).map((one) => [one.need.name, one.quantity]);

describe('what to buy now', () => {
  it('is every restock quantity without a budget, what saves most for its cost first', () => {
    const needs = [
      need('thin', { price: 700n }),
      need('fat'),
      need('at a loss', { price: 500n }),
      need('free', { price: 0n, costPrice: 0n }),
    ];
    expect(bought(needs, null)).toEqual([
      ['fat', 12],
      ['thin', 12],
      ['at a loss', 12],
      ['free', 12],
    ]);
  });

  it('is the same with a budget that pays for all, but for what earns nothing', () => {
    const needs = [
      need('thin', { price: 700n }),
      need('fat'),
      need('at a loss', { price: 500n }),
      need('free', { price: 0n, costPrice: 0n }),
    ];
    expect(bought(needs, 100_000_000n)).toEqual([
      ['fat', 12],
      ['thin', 12],
    ]);
  });

  it('is as much as the budget pays for', () => {
    const [one] = planPurchases([need('fat')], SHARE, 3_100n);
    expect(one).toMatchObject({ quantity: 5, cost: 3_000n, unitCost: 600n, costKnown: true, stockoutBefore: 1 });
    expect(one?.avoidedLostMargin).toBe(BigInt(Math.round(400 * (1 + 0.95 + 0.9 + 0.85 + 0.8))));
    expect(one?.stockoutAfter).toBeCloseTo(0.75);
  });

  it('counts goods of unknown cost at their price, with the usual margin', () => {
    expect(SHARE).toBe(400_000n);
    const [one] = planPurchases([need('unknown', { costPrice: 0n })], SHARE, 2_500n);
    expect(one).toMatchObject({ quantity: 2, unitCost: 1_000n, cost: 2_000n, costKnown: false });
    expect(one?.avoidedLostMargin).toBe(BigInt(Math.round(400 * 1.95)));
    expect(bought([need('unknown', { costPrice: 0n }), need('known')], 600n)).toEqual([['known', 1]]);
  });

  it('takes the price for the margin where no cost is known', () => {
    expect(usualMarginShare([need('unknown', { costPrice: 0n })])).toBe(1_000_000n);
    expect(usualMarginShare([need('loss', { price: 100n }), need('usual'), need('fat', { costPrice: 1n })])).toBe(
      400_000n,
    );
  });
});
