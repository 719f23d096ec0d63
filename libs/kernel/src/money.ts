import { DomainError } from './domain-error.js';

/** An exact amount of money in hundredths of the shop's currency: `1250n` is 12.50. */
export type Money = bigint;

const AMOUNT_PATTERN = /^(-?)(\d+)(?:\.(\d{1,2}))?$/;
/** Whole numbers up to this are exact as JSON numbers, and so is their hundredth as far as any number is. */
const MOST_EXACT = BigInt(Number.MAX_SAFE_INTEGER);

/**
 * Reads a decimal amount with at most two places, as PostgreSQL writes `numeric(14,2)`.
 * @throws DomainError `invalid_value` for any other form
 */
export function parseMoney(text: string): Money {
  const match = AMOUNT_PATTERN.exec(text);
  if (!match) throw new DomainError('invalid_value', `"${text}" is not an amount with at most two decimal places`);
  const [, sign = '', whole = '', fraction = ''] = match;
  return BigInt(sign + whole + fraction.padEnd(2, '0'));
}

/** An amount from a JSON number, rounded to hundredths. */
export function moneyFromNumber(amount: number): Money {
  return parseMoney(amount.toFixed(2));
}

/** The decimal form with two places, as PostgreSQL reads it. */
export function formatMoney(amount: Money): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The JSON number of an amount: exact up to about 90 trillion. */
export function moneyToNumber(amount: Money): number {
  if (amount <= MOST_EXACT && amount >= -MOST_EXACT) return Number(amount) / 100;
  return Number(formatMoney(amount));
}
