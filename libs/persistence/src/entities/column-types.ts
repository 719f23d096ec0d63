import type { ColumnOptions, ValueTransformer } from 'typeorm';
import { formatMoney, parseMoney } from '@tor/kernel/money';

const moneyTransformer: ValueTransformer = {
  to: (amount: bigint | null | undefined) => (typeof amount === 'bigint' ? formatMoney(amount) : amount),
  from: (text: string | null) => (text === null ? null : parseMoney(text)),
};

/** `numeric(14,2)` in the database, exact hundredths in the code. */
export const moneyColumn: ColumnOptions = { type: 'numeric', precision: 14, scale: 2, transformer: moneyTransformer };

/** A sum of amounts of money, wider than any one of them. */
export const totalColumn: ColumnOptions = { ...moneyColumn, precision: 30 };

/** A sum of whole units. PostgreSQL's 64-bit numbers arrive as text; these stay far below what a JSON number holds. */
export const sumColumn: ColumnOptions = {
  type: 'bigint',
  transformer: { to: (units: number) => units, from: (text: string | null) => (text === null ? null : Number(text)) },
};

/** An instant, stored with its zone. */
export const instantColumn: ColumnOptions = { type: 'timestamp with time zone' };
