import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { saleProfit, saleRevenue } from './pricing.js';

describe('the money of a sale', () => {
  it('is exact to the cent', () => {
    expect(saleRevenue(1999n, 3)).toBe(5997n);
    expect(saleProfit(1999n, 1250n, 3)).toBe(2247n);
  });

  it('may be a loss', () => {
    expect(saleProfit(1000n, 1250n, 2)).toBe(-500n);
  });

  it('equals the revenue until a cost is known', () => {
    expect(saleProfit(1999n, 0n, 7)).toBe(saleRevenue(1999n, 7));
  });

  it('is the same whether units are sold together or apart, and profit is revenue less cost', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 14n });
    const units = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(amount, amount, units, units, (price, cost, some, more) => {
        const apart = saleProfit(price, cost, some) + saleProfit(price, cost, more);
        const together = saleRevenue(price, some + more) - saleRevenue(cost, some + more);
        return apart === saleProfit(price, cost, some + more) && apart === together;
      }),
    );
  });
});
