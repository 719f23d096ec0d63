import type { Money } from '@tor/kernel/money';

/**
 * What one unit costs after a receipt: the weighted average of what is on hand and what arrived, worked out anew as each
 * shipment is received (IAS 2 Inventories, paragraph 27), rounded half up to hundredths.
 * @param onHand whole units before the receipt, 0 or more
 * @param cost of one unit on hand; 0 says that it is not known yet, and then there is nothing to average with
 * @param quantity whole units that arrived, 1 or more
 * @param unitCost of one unit that arrived
 */
export function movingAverageCost(onHand: number, cost: Money, quantity: number, unitCost: Money): Money {
  if (onHand === 0 || cost === 0n) return unitCost;
  const units = BigInt(onHand) + BigInt(quantity);
  const value = BigInt(onHand) * cost + BigInt(quantity) * unitCost;
  return (2n * value + units) / (2n * units);
}
