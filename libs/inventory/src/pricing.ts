import type { Money } from '@tor/kernel/money';

/** What a sale brought in: unit price x quantity, at the price frozen when it was booked. */
export function saleRevenue(unitPrice: Money, quantity: number): Money {
  return unitPrice * BigInt(quantity);
}

/** What a sale earned: (unit price - unit cost) x quantity, both frozen when it was booked. Cost 0 makes it the revenue. */
export function saleProfit(unitPrice: Money, unitCost: Money, quantity: number): Money {
  return (unitPrice - unitCost) * BigInt(quantity);
}
