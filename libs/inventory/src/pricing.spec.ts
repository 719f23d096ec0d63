import { describe, expect, it } from '@jest/globals';
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
});
