import type { NumberWords } from './phrases/phrases.js';

const CLOSES_A_GROUP = 1000;

/**
 * What an amount in digits or words is worth: "15rb", "1,5 juta", "dua puluh lima", "a dozen".
 * @returns null when it is no number
 */
export function amountOf(text: string, words: NumberWords): number | null {
  const plain = text
    .toLowerCase()
    .replace(/^(rp\.?|idr)\s*/, '')
    .replace(/,-$/, '')
    .trim();
  const digits = /^(\d[\d.,]*?)[.,]?\s*([a-z]*)$/.exec(plain);
  if (!digits) return ofWords(plain, words);
  const [, number = '', scale = ''] = digits;
  const factor = scale === '' ? 1 : (words.scales[scale] ?? words.multipliers[scale]);
  if (factor === undefined) return null;
  const value = ofDigits(number, factor > 1);
  return value === null ? null : Math.round(value * factor * 100) / 100;
}

/** A whole number of units, 1 at least; null for anything else. */
export function quantityOf(text: string, words: NumberWords): number | null {
  const value = amountOf(text, words);
  return value !== null && Number.isInteger(value) && value >= 1 ? value : null;
}

/** @param scaled whether a word of scale follows: 1.500 juta is rare, 1.5 juta is not */
function ofDigits(text: string, scaled: boolean): number | null {
  const grouped = /^\d{1,3}([.,]\d{3})+$/.test(text);
  if (grouped && !(scaled && /^\d+[.,]\d{3}$/.test(text) && text.startsWith('0'))) {
    return Number(text.replaceAll(/[.,]/g, ''));
  }
  const mixed = /^(\d{1,3}(?:[.,]\d{3})*)[.,](\d{1,2})$/.exec(text) ?? /^(\d+)(?:[.,](\d+))?$/.exec(text);
  if (!mixed) return null;
  const [, whole = '', fraction = '0'] = mixed;
  return Number(`${whole.replaceAll(/[.,]/g, '')}.${fraction}`);
}

function ofWords(text: string, { values, multipliers, scales }: NumberWords): number | null {
  let total = 0;
  let group = 0;
  let last = 0;
  let heard = false;
  for (const word of text.split(/[\s-]+/)) {
    if (word === 'a' || word === 'an' || word === 'dan' || word === 'and') continue;
    const value = values[word];
    const multiplier = multipliers[word] ?? scales[word];
    if (value === undefined && multiplier === undefined) return null;
    heard = true;
    if (value !== undefined) last += value;
    else if (multiplier !== undefined && multiplier >= CLOSES_A_GROUP) {
      total += (group + last || 1) * multiplier;
      [group, last] = [0, 0];
    } else if (multiplier !== undefined) {
      group += (last || 1) * multiplier;
      last = 0;
    }
  }
  return heard ? total + group + last : null;
}
