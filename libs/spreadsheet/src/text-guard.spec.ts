import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { guardText, unguardText } from './text-guard.js';

const STARTS = [...'=+-@\t\r\n＝＋－＠'];
const texts = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom("'", 'a', ' ', '1', ...STARTS), maxLength: 8 }),
);

describe('text in cells', () => {
  it('is never a formula', () => {
    fc.assert(fc.property(texts, (text) => !STARTS.includes(guardText(text).charAt(0))));
  });

  it('comes back as it was', () => {
    fc.assert(fc.property(texts, (text) => unguardText(guardText(text)) === text));
  });

  it('is told apart from any other', () => {
    fc.assert(fc.property(texts, texts, (one, other) => one === other || guardText(one) !== guardText(other)));
  });

  it('stays as it is where nothing is to be feared', () => {
    for (const text of ["'80s vinyl", 'Kopi = enak', '', "'", ' =1']) {
      expect(guardText(text)).toBe(text);
      expect(unguardText(text)).toBe(text);
    }
    expect(guardText('=1+1')).toBe("'=1+1");
    expect(guardText("'=1+1")).toBe("''=1+1");
    expect(guardText('+62 812')).toBe("'+62 812");
  });
});
