import type { ColumnOptions, ValueTransformer } from 'typeorm';
import { formatMoney, parseMoney } from '@tor/kernel/money';

const moneyTransformer: ValueTransformer = {
  to: (amount: bigint | null | undefined) => (typeof amount === 'bigint' ? formatMoney(amount) : amount),
  from: (text: string | null) => (text === null ? null : parseMoney(text)),
};

/** `numeric(14,2)` in the database, exact hundredths in the code. */
export const moneyColumn: ColumnOptions = { type: 'numeric', precision: 14, scale: 2, transformer: moneyTransformer };

/** An instant, stored with its zone. */
export const instantColumn: ColumnOptions = { type: 'timestamp with time zone' };
