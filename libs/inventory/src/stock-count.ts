import type { Money } from '@tor/kernel/money';
import { MAX_STOCK, type MovementDraft } from './stock.js';

/** What was counted of one goods, and what the books held at that moment. Whole units. */
export interface CountedLine {
  readonly countedQuantity: number;
  readonly expectedQuantity: number;
  /** What one unit cost when it was counted. */
  readonly unitCost: Money;
}

/** What a count has found, over all of its lines. `variance` is `surplus` less `missing`, which are never negative. */
export interface CountTotals {
  readonly lines: number;
  readonly varianceQuantity: number;
  readonly varianceValue: Money;
  readonly missingQuantity: number;
  readonly missingValue: Money;
  readonly surplusQuantity: number;
  readonly surplusValue: Money;
}

/** Counted less expected units: negative when units are missing. */
export function varianceQuantity(line: CountedLine): number {
  return line.countedQuantity - line.expectedQuantity;
}

/** The variance at what the units cost: negative when units are missing. */
export function varianceValue(line: CountedLine): Money {
  return BigInt(varianceQuantity(line)) * line.unitCost;
}

/** What is missing on some lines and too much on others, and both together. */
export function countTotals(lines: readonly CountedLine[]): CountTotals {
  const [missing, surplus] = [
    { quantity: 0, value: 0n },
    { quantity: 0, value: 0n },
  ];
  for (const line of lines) {
    const quantity = varianceQuantity(line);
    const side = quantity < 0 ? missing : surplus;
    side.quantity += Math.abs(quantity);
    side.value += quantity < 0 ? -varianceValue(line) : varianceValue(line);
  }
  return {
    lines: lines.length,
    varianceQuantity: surplus.quantity - missing.quantity,
    varianceValue: surplus.value - missing.value,
    missingQuantity: missing.quantity,
    missingValue: missing.value,
    surplusQuantity: surplus.quantity,
    surplusValue: surplus.value,
  };
}

/**
 * The ledger line that closes a counted line; null when the shelf held what the books did. It moves the stock by the
 * variance, and not to the counted number: what was sold since the counting stays sold.
 */
export function countMovement(line: CountedLine): MovementDraft | null {
  const quantityChange = varianceQuantity(line);
  return quantityChange === 0 ? null : { kind: 'count', quantityChange };
}

/** Why the books cannot take a movement on top of `onHand` units; null when they can. */
export function countObstacle(onHand: number, movement: MovementDraft): 'below zero' | 'beyond the books' | null {
  const after = onHand + movement.quantityChange;
  if (after < 0) return 'below zero';
  return after > MAX_STOCK ? 'beyond the books' : null;
}
