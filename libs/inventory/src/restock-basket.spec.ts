import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { avoidedLostMargin, bestBasket, type PurchaseOption } from './restock-basket.js';
import { DemandDistribution } from './restock-demand.js';

const PROBABILITIES = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.98];

function option(unitCost: number, margin: number, onHand: number, most: number, median: number): PurchaseOption {
  const quantiles = PROBABILITIES.map((probability) => median * 2 * probability);
  const demand = new DemandDistribution(PROBABILITIES, quantiles);
  return { unitCost: BigInt(unitCost), margin: BigInt(margin), onHand, most, demand };
}

const costOf = (options: readonly PurchaseOption[], quantities: readonly number[]): bigint =>
  options.reduce((sum, { unitCost }, index) => sum + unitCost * BigInt(quantities[index] ?? 0), 0n);

const gainOf = (options: readonly PurchaseOption[], quantities: readonly number[]): number =>
  options.reduce((sum, one, index) => sum + avoidedLostMargin(one, quantities[index] ?? 0), 0);

/** The best gain of all baskets that the budget pays for, by trying every one. */
function bestGain(options: readonly PurchaseOption[], budget: bigint): number {
  const [first, ...others] = options;
  if (!first) return 0;
  let best = 0;
  for (let count = 0; count <= first.most && BigInt(count) * first.unitCost <= budget; count++) {
    const rest = bestGain(others, budget - BigInt(count) * first.unitCost);
    best = Math.max(best, avoidedLostMargin(first, count) + rest);
  }
  return best;
}

const optionOf = (unitCost: fc.Arbitrary<number>): fc.Arbitrary<PurchaseOption> =>
  fc
    .tuple(unitCost, fc.nat(40), fc.nat(10), fc.nat(5), fc.nat(20))
    .map(([cost, margin, onHand, most, median]) => option(cost, margin, onHand, most, median));

const NOISE = 1e-9;

describe('the best basket for a budget', () => {
  it('takes what keeps most margin from being lost for its cost first', () => {
    const options = [option(100, 50, 0, 10, 10), option(100, 90, 0, 10, 10)];
    const [less = 0, more = 0] = bestBasket(options, 600n);
    expect(less + more).toBe(6);
    expect(more).toBeGreaterThan(less);
    expect(bestBasket(options, 100n)).toEqual([0, 1]);
  });

  it('buys nothing for nothing, nothing that earns nothing, and never more than is asked for', () => {
    const options = [option(10, 5, 0, 4, 30), option(10, 0, 0, 4, 30), option(10, 5, 0, 4, 0)];
    expect(bestBasket(options, 0n)).toEqual([0, 0, 0]);
    expect(bestBasket(options, 10_000n)).toEqual([4, 0, 0]);
    expect(bestBasket([], 10_000n)).toEqual([]);
  });

  it('begins with a dear unit where cheap ones would only take its place', () => {
    expect(bestBasket([option(1, 2, 0, 1, 30), option(100, 150, 0, 1, 30)], 100n)).toEqual([0, 1]);
  });

  it('fills up with what still fits', () => {
    expect(bestBasket([option(70, 100, 0, 5, 50), option(20, 10, 0, 5, 50)], 95n)).toEqual([1, 1]);
  });

  it('never costs more than the budget and gains what the best basket does but for a unit, and half of it at least', () => {
    const cases = fc.tuple(fc.array(optionOf(fc.integer({ min: 1, max: 30 })), { maxLength: 4 }), fc.nat(300));
    fc.assert(
      fc.property(cases, ([options, budgetNumber]) => {
        const budget = BigInt(budgetNumber);
        const quantities = bestBasket(options, budget);
        expect(costOf(options, quantities)).toBeLessThanOrEqual(budget);
        quantities.forEach((quantity, index) => {
          expect(quantity >= 0 && quantity <= (options[index]?.most ?? 0)).toBe(true);
        });
        const best = bestGain(options, budget);
        const gain = gainOf(options, quantities);
        const dearest = Math.max(0, ...options.map((one) => avoidedLostMargin(one, Math.min(1, one.most))));
        expect(gain).toBeGreaterThanOrEqual(best - dearest - NOISE);
        expect(gain).toBeGreaterThanOrEqual(best / 2 - NOISE);
        expect(gain).toBeLessThanOrEqual(best + NOISE);
      }),
    );
  });

  it('is the very best where all units cost the same', () => {
    const cases = fc.tuple(fc.array(optionOf(fc.constant(7)), { maxLength: 4 }), fc.nat(150));
    fc.assert(
      fc.property(cases, ([options, budget]) => {
        const gain = gainOf(options, bestBasket(options, BigInt(budget)));
        expect(gain).toBeCloseTo(bestGain(options, BigInt(budget)), 8);
      }),
    );
  });

  it('is quick for 5,000 goods of a million units each, whatever the budget', () => {
    const options = Array.from({ length: 5_000 }, (_, index) =>
      option(
        1_000 + ((index * 7_919) % 100_000),
        500 + ((index * 104_729) % 60_000),
        index % 50,
        1_000_000,
        400_000 + index,
      ),
    );
    for (const budget of [1_000_000n, 10_000_000_000n, 100_000_000_000_000n, 9_999_999_999_999_900n]) {
      const started = performance.now();
      const quantities = bestBasket(options, budget);
      const left = budget - costOf(options, quantities);
      expect(left).toBeGreaterThanOrEqual(0n);
      // The rest does not pay for one more unit of the cheapest goods, or there is nothing left to want.
      expect(left < 1_000n || quantities.every((quantity) => quantity > 0)).toBe(true);
      expect(performance.now() - started).toBeLessThan(5_000);
    }
  });
});
