import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { adjustTo, editSale, MAX_STOCK, openingMovement, sell, voidSale } from './stock.js';

describe('the stock ledger', () => {
  it('opens with what is on hand, and with nothing when the shelf is empty', () => {
    expect(openingMovement(12)).toEqual({ kind: 'opening', quantityChange: 12 });
    expect(openingMovement(0)).toBeNull();
  });

  it('sells down to zero and not beyond', () => {
    expect(sell(3, 3)).toEqual({ kind: 'sale', quantityChange: -3 });
    expect(() => sell(3, 4)).toThrow('Not enough stock: 3 available, 4 requested');
  });

  it('moves only the difference when a sale is edited', () => {
    expect(editSale(5, 2, 4)).toEqual({ kind: 'sale_edit', quantityChange: -2 });
    expect(editSale(5, 4, 1)).toEqual({ kind: 'sale_edit', quantityChange: 3 });
    expect(editSale(0, 4, 4)).toBeNull();
    expect(() => editSale(1, 4, 6)).toThrow('Not enough stock: 5 available, 6 requested');
  });

  it('refuses to give back more than the books hold', () => {
    expect(() => voidSale(MAX_STOCK, 1)).toThrow('the books hold 1000000000 at most');
    expect(() => editSale(MAX_STOCK, 5, 4)).toThrow('the books hold 1000000000 at most');
  });

  it('books a count only where it differs', () => {
    expect(adjustTo(10, 7)).toEqual({ kind: 'adjustment', quantityChange: -3 });
    expect(adjustTo(10, 10)).toBeNull();
  });

  it('never goes below zero and gives back what it took, whatever happens in between', () => {
    const units = fc.integer({ min: 1, max: 50 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), fc.array(fc.tuple(units, units)), (opening, trades) => {
        let onHand = opening;
        let outstanding = 0;
        for (const [quantity, edited] of trades) {
          try {
            const after = onHand + sell(onHand, quantity).quantityChange;
            const edit = editSale(after, quantity, edited)?.quantityChange ?? 0;
            onHand = after + edit;
            outstanding += edited;
          } catch {
            // A refusal leaves everything as it was.
          }
          if (onHand < 0) return false;
        }
        return outstanding === 0 || onHand + voidSale(onHand, outstanding).quantityChange === opening;
      }),
    );
  });
});
