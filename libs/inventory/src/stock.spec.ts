import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { adjustBy, adjustTo, editSale, MAX_STOCK, openingMovement, receive, sell, voidSale } from './stock.js';

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

  it('takes in what arrives, up to what the books hold', () => {
    expect(receive(3, 12)).toEqual({ kind: 'receipt', quantityChange: 12 });
    expect(receive(MAX_STOCK - 1, 1)).toEqual({ kind: 'receipt', quantityChange: 1 });
    expect(() => receive(MAX_STOCK, 1)).toThrow('the books hold 1000000000 at most');
  });

  it('is adjusted within what is on hand and what the books hold, and never by nothing', () => {
    expect(adjustBy(3, -3)).toEqual({ kind: 'adjustment', quantityChange: -3 });
    expect(adjustBy(0, 5)).toEqual({ kind: 'adjustment', quantityChange: 5 });
    expect(() => adjustBy(3, -4)).toThrow('Not enough stock: 3 available, 4 requested');
    expect(() => adjustBy(MAX_STOCK, 1)).toThrow('the books hold 1000000000 at most');
    expect(() => adjustBy(3, 0)).toThrow('changes nothing');
  });

  it('stays within 0 and what the books hold, whatever arrives and is adjusted', () => {
    const change = fc.integer({ min: -MAX_STOCK, max: MAX_STOCK });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_STOCK }), fc.array(change), (opening, changes) => {
        let onHand = opening;
        for (const units of changes) {
          try {
            onHand += (units > 0 && units % 2 === 0 ? receive(onHand, units) : adjustBy(onHand, units)).quantityChange;
          } catch {
            if (onHand + units >= 0 && onHand + units <= MAX_STOCK && units !== 0) return false;
          }
          if (onHand < 0 || onHand > MAX_STOCK) return false;
        }
        return true;
      }),
    );
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
