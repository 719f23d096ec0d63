import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatMoney, moneyFromNumber, moneyToNumber, parseMoney } from './money.js';

describe('money', () => {
  it('reads and writes what PostgreSQL does', () => {
    expect(parseMoney('12.50')).toBe(1250n);
    expect(parseMoney('-0.05')).toBe(-5n);
    expect(parseMoney('7')).toBe(700n);
    expect(formatMoney(5n)).toBe('0.05');
    expect(formatMoney(-1250n)).toBe('-12.50');
    expect(moneyToNumber(1999n)).toBe(19.99);
    expect(moneyFromNumber(0.1 + 0.2)).toBe(30n);
  });

  it.each(['', '1.234', '1,50', 'Rp 5', '1e3', '--1'])('refuses %p', (text) => {
    expect(() => parseMoney(text)).toThrow('is not an amount');
  });

  it('is, as a JSON number, the one nearest to it', () => {
    const amounts = [
      fc.bigInt({ min: -(10n ** 6n), max: 10n ** 6n }),
      fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n }),
      fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
    ];
    fc.assert(fc.property(fc.oneof(...amounts), (amount) => moneyToNumber(amount) === Number(formatMoney(amount))));
  });

  it('survives the way out and back', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }),
        (amount) => parseMoney(formatMoney(amount)) === amount,
      ),
    );
  });
});
