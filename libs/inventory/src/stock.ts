import { DomainError } from '@tor/kernel/domain-error';

/** Why stock moved. Movements are only ever added; their sum is the stock on hand. */
export type MovementKind = 'opening' | 'sale' | 'sale_void' | 'sale_edit' | 'receipt' | 'adjustment' | 'count';

/** The largest number of whole units of one goods that the books hold. */
export const MAX_STOCK = 1_000_000_000;

/** One line of the stock ledger, before it is written. */
export interface MovementDraft {
  readonly kind: MovementKind;
  /** Whole units, positive into the shop; never 0. */
  readonly quantityChange: number;
}

/**
 * The ledger line that makes the stock of new goods true; null when there is none to book.
 * @param stock whole units on hand
 */
export function openingMovement(stock: number): MovementDraft | null {
  return stock === 0 ? null : { kind: 'opening', quantityChange: stock };
}

/**
 * Takes a sale out of the stock.
 * @throws DomainError `insufficient_stock` when fewer than `quantity` units are on hand
 */
export function sell(onHand: number, quantity: number): MovementDraft {
  refuseBeyondStock(onHand, quantity);
  return { kind: 'sale', quantityChange: -quantity };
}

/**
 * The ledger line that turns a sale of `before` units into one of `after`; null when nothing changes.
 * @throws DomainError `insufficient_stock` when the difference is not on hand, `stock_limit_exceeded` beyond {@link MAX_STOCK}
 */
export function editSale(onHand: number, before: number, after: number): MovementDraft | null {
  if (after === before) return null;
  if (after > before) refuseBeyondStock(onHand + before, after);
  refuseBeyondBooks(onHand + before - after);
  return { kind: 'sale_edit', quantityChange: before - after };
}

/**
 * Puts the units of a deleted sale back.
 * @throws DomainError `stock_limit_exceeded` when more than {@link MAX_STOCK} would be on hand
 */
export function voidSale(onHand: number, quantity: number): MovementDraft {
  refuseBeyondBooks(onHand + quantity);
  return { kind: 'sale_void', quantityChange: quantity };
}

/**
 * Puts goods that arrived into the stock.
 * @param quantity whole units, 1 or more
 * @throws DomainError `stock_limit_exceeded` when more than {@link MAX_STOCK} would be on hand
 */
export function receive(onHand: number, quantity: number): MovementDraft {
  refuseBeyondBooks(onHand + quantity);
  return { kind: 'receipt', quantityChange: quantity };
}

/**
 * Corrects the stock by a number of units: found, broken, given away.
 * @param change whole units, positive into the shop
 * @throws DomainError `insufficient_stock` when fewer units are on hand than are taken out, `stock_limit_exceeded` beyond
 * {@link MAX_STOCK}, `invalid_value` for a change of 0
 */
export function adjustBy(onHand: number, change: number): MovementDraft {
  if (change === 0) throw new DomainError('invalid_value', 'An adjustment of 0 units changes nothing');
  refuseBeyondStock(onHand, -change);
  refuseBeyondBooks(onHand + change);
  return { kind: 'adjustment', quantityChange: change };
}

/** The ledger line that moves the stock to what the owner says it is; null when it is that already. */
export function adjustTo(onHand: number, counted: number): MovementDraft | null {
  return counted === onHand ? null : { kind: 'adjustment', quantityChange: counted - onHand };
}

function refuseBeyondBooks(stock: number): void {
  if (stock > MAX_STOCK)
    throw new DomainError('stock_limit_exceeded', `The stock would be ${stock}: the books hold ${MAX_STOCK} at most`);
}

function refuseBeyondStock(available: number, requested: number): void {
  if (requested > available) {
    throw new DomainError('insufficient_stock', `Not enough stock: ${available} available, ${requested} requested`);
  }
}
