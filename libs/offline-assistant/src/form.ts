import type { LanguagePhrases } from './phrases/phrases.js';

/** What a form found in a request, by the names of its slots. */
export type Slots = Readonly<
  Partial<Record<'goods' | 'name' | 'text' | 'category' | 'quantity' | 'amount' | 'cost', string>>
>;

/** Reads one form of a request. @returns null when it is another one */
export type Form = (text: string) => Slots | null;

/**
 * Compiles the forms of one language. A form becomes one regular expression over words with a blank after each; what it
 * reads is short, so that trying all of them takes no time worth speaking of.
 */
export function formCompiler(phrases: LanguagePhrases): (form: string) => Form {
  const { values, multipliers, scales } = phrases.numbers;
  const word = alternatives([...Object.keys(values), ...Object.keys(multipliers)]);
  const words = `(?:(?:an?|se) )?(?:${word})(?:[ -](?:dan |and )?(?:${word}))*`;
  const counted = alternatives(Object.keys(multipliers).filter((name) => (multipliers[name] ?? 0) < 1000));
  const number = `(?:\\d[\\d.,]*(?: (?:${counted})(?= ))?|${words})`;
  const unit = alternatives(phrases.units);
  const scale = alternatives(Object.keys(scales));
  const sign = '(?:rp\\.? ?|idr ?)';
  const tail = '(?:,-)?';
  const amount = `(?:${sign})?${number}(?: ?(?:${scale}))?${tail}`;
  // Clearly money: with its sign, with a scale, or too much for anything else.
  const money = `(?:${sign}${number}(?: ?(?:${scale}))?|${number} ?(?:${scale})|\\d{4,}|\\d{1,3}(?:[.,]\\d{3})+)${tail}`;
  const slots: Readonly<Record<string, string>> = {
    goods: '(?<goods>\\S.*?) ',
    name: '(?<name>\\S.*?) ',
    text: '(?<text>\\S.*?) ',
    category: '(?<category>\\S.*?) ',
    quantity: `(?<quantity>${number})x?(?:${unit})? `,
    unit: `(?:(?:${unit}) )?`,
    amount: `(?<amount>${amount}) `,
    cost: `(?<cost>${amount}) `,
    money: `(?<amount>${money}) `,
  };
  return (form) => {
    const pattern = new RegExp(
      `^${elementsOf(form)
        .map((element) => compiled(element, slots))
        .join('')}$`,
      'iu',
    );
    return (text) => {
      const match = pattern.exec(`${text} `);
      return match && (match.groups ?? {});
    };
  };
}

/** The words as one choice, longer ones first, so that none is cut short by its own beginning. */
export function alternatives(words: readonly string[]): string {
  return [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .join('|');
}

function compiled(element: string, slots: Readonly<Record<string, string>>): string {
  const slot = /^\{(\w+)\}$/.exec(element)?.[1];
  if (slot !== undefined) return slots[slot] ?? '';
  const [, body = '', repeat = ''] = /^(.*?)([?*+]?)$/.exec(element) ?? [];
  return `(?:(?:${body.replaceAll('(', '(?:')}) )${repeat}`;
}

/** The parts of a form between blanks that no bracket holds. */
function elementsOf(form: string): string[] {
  const elements = [''];
  let depth = 0;
  for (const letter of form) {
    depth += Number(letter === '(') - Number(letter === ')');
    if (letter === ' ' && depth === 0) elements.push('');
    else elements[elements.length - 1] += letter;
  }
  return elements.filter((element) => element !== '');
}
