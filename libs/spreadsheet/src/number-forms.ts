import { formatMoney, type Money } from '@tor/kernel/money';

/** How numbers and dates are written: `en` 1,500.00 and 12/31/2026, `id` 1.500,00 and 31/12/2026. */
export type NumberFormat = 'en' | 'id';

export const NUMBER_FORMATS: readonly NumberFormat[] = ['en', 'id'];

/**
 * What a cell says, or why it says nothing. `onlyIn` is the one format in which it can be read, null where both say the same
 * or the format was known. `problem` ends a sentence that begins with the name of the column.
 */
export type Reading<Value> =
  { readonly value: Value; readonly onlyIn: NumberFormat | null } | { readonly problem: string };

/** Longer than any amount that the books hold; what is longer is not worth computing. */
const MAX_LENGTH = 40;

const SHOWN_LENGTH = 40;

const PATTERNS: Record<NumberFormat, RegExp> = {
  en: /^(-?)(\d+|[1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d+))?$/,
  id: /^(-?)(\d+|[1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d+))?$/,
};

const EXAMPLES: Record<NumberFormat, string> = { en: '1500.00 or 1,500.00', id: '1500,00 or 1.500,00' };

const RUPIAH = /^(-?)\s*rp\.?\s*(?=[-\d])/i;

/** A decimal number: digits x 10^-places. */
interface Decimal {
  readonly digits: bigint;
  readonly places: number;
}

/**
 * Reads an amount of money with at most two decimal places; "Rp" may stand in front.
 * @param format the format that the file is in; null: unknown, and then a value that reads differently in each is a problem
 */
export function readMoney(text: string, format: NumberFormat | null): Reading<Money> {
  const decimal = readDecimal(text.trim().replace(RUPIAH, '$1'), format);
  if ('problem' in decimal) return decimal;
  const { digits, places } = decimal.value;
  if (places > 2) return { problem: `must have at most two decimal places, not ${quoted(text)}` };
  return { value: digits * 10n ** BigInt(2 - places), onlyIn: decimal.onlyIn };
}

/**
 * Reads a whole number; decimal places may follow when they are zeros, two at most.
 * @param format as in {@link readMoney}
 */
export function readWhole(text: string, format: NumberFormat | null): Reading<number> {
  const decimal = readDecimal(text.trim(), format);
  if ('problem' in decimal) return decimal;
  const { digits, places } = decimal.value;
  const unit = 10n ** BigInt(places);
  if (places > 2 || digits % unit !== 0n) return { problem: `must be a whole number, not ${quoted(text)}` };
  return { value: Number(digits / unit), onlyIn: decimal.onlyIn };
}

/** An amount with two decimal places and no thousands separators: it can be read in one format alone. */
export function writeMoney(amount: Money, format: NumberFormat): string {
  const text = formatMoney(amount);
  return format === 'id' ? text.replace('.', ',') : text;
}

function readDecimal(text: string, format: NumberFormat | null): Reading<Decimal> {
  if (format !== null) {
    const value = decimalIn(text, format);
    const form = `a number in the form of number_format=${format}, such as ${EXAMPLES[format]}`;
    return value ? { value, onlyIn: null } : { problem: `must be ${form}: not ${quoted(text)}` };
  }
  const [en, id] = [decimalIn(text, 'en'), decimalIn(text, 'id')];
  if (en && id) {
    if (plain(en) === plain(id)) return { value: en, onlyIn: null };
    const both = `${plain(en)} (number_format=en) or ${plain(id)} (number_format=id)`;
    return { problem: `could be ${both}: send number_format to say which ${quoted(text)} is` };
  }
  if (en) return { value: en, onlyIn: 'en' };
  if (id) return { value: id, onlyIn: 'id' };
  return { problem: `must be a number such as 1500, 1500.00 or 1500,00: not ${quoted(text)}` };
}

function decimalIn(text: string, format: NumberFormat): Decimal | null {
  const match = text.length > MAX_LENGTH ? null : PATTERNS[format].exec(text);
  if (!match) return null;
  const [, sign, whole = '', fraction = ''] = match;
  const digits = BigInt(whole.replaceAll(/[.,]/g, '') + fraction);
  return { digits: sign === '-' ? -digits : digits, places: fraction.length };
}

/** Without needless zeros, so that equal numbers look equal. */
function plain({ digits, places }: Decimal): string {
  const text = (digits < 0n ? -digits : digits).toString().padStart(places + 1, '0');
  const fraction = text.slice(text.length - places).replace(/0+$/, '');
  const whole = text.slice(0, text.length - places);
  return `${digits < 0n ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}

/** What a cell holds, for a message: no longer than a line. */
export function quoted(text: string): string {
  const shown = [...text.slice(0, 2 * SHOWN_LENGTH)].slice(0, SHOWN_LENGTH).join('');
  return `"${shown}${shown.length < text.length ? '...' : ''}"`;
}
