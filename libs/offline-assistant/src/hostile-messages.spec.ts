import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCalendarDay } from '@tor/kernel/calendar-day';
import { languageOf } from './language-of.js';
import { plainAnswer } from './plain-answer.js';
import { understand } from './understand.js';

const SITUATION = { today: parseCalendarDay('2026-11-24'), language: 'id' } as const;
const WRITES = new Set(['add_goods', 'update_goods', 'delete_goods', 'add_sales', 'receive_stock']);
const WORDS = [
  'catat',
  'penjualan',
  'berapa',
  'stok',
  '3',
  '15rb',
  'kopi',
  'hari',
  'ini',
  'dari',
  'sampai',
  'sold',
  'the',
  'of',
];

describe('a hostile message', () => {
  it.each([
    ['a long one', 'a'.repeat(2000)],
    ['a long repetition', 'berapa '.repeat(285)],
    ['a repetition as long as is read', 'berapa stok '.repeat(16)],
    ['many numbers', '1 '.repeat(100)],
    ['number words', 'dua puluh '.repeat(19)],
    ['brackets and stars', '((((***]]]\\\\{{{goods}}}'.repeat(8)],
    ['half a character', 'stok \ud800 berapa'],
    ['control characters', 'stok \u0000\u001b[31m berapa'],
    ['line breaks', 'catat\npenjualan\r\n3\tkopi'],
  ])('is read all the same: %s', (_, text) => {
    expect(() => understand(text, SITUATION)).not.toThrow();
  });

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 300 }),
          fc.array(fc.constantFrom(...WORDS), { maxLength: 30 }).map((words) => words.join(' ')),
        ),
        (text) => {
          expect(understand(text, SITUATION).kind).toBeDefined();
          expect(['id', 'en']).toContain(languageOf(text, 'id'));
          expect([null, 'yes', 'no']).toContain(plainAnswer(text));
        },
      ),
    );
  });

  it.each([
    'catat penjualan 3 kopi berapa?',
    'kopi laku 3?',
    'apa kopi terjual 3',
    'which coffee sold 3',
    'is the price of tea 5000?',
  ])('that asks is no write: %j', (text) => {
    const understood = understand(text, SITUATION);
    expect(understood.kind === 'tool' && WRITES.has(understood.tool)).toBe(false);
  });
});

describe('a plain yes or no', () => {
  it.each(['ya', 'Ya.', 'IYA!', 'oke dong', 'ok lanjut', 'yes please', 'ya, lanjutkan', 'y'])(
    'is a yes: %j',
    (text) => {
      expect(plainAnswer(text)).toBe('yes');
    },
  );

  it.each(['tidak', 'gak jadi', 'batal', 'jangan dulu ya', 'no', 'cancel it', "don't"])('is a no: %j', (text) => {
    expect(plainAnswer(text)).toBe('no');
  });

  it.each([
    'ya tapi 3',
    'iya?',
    'oke berapa',
    'yes and delete the rest',
    'ya hapus semua',
    'tidak tahu',
    '',
    'y'.repeat(50),
  ])('is neither: %j', (text) => {
    expect(plainAnswer(text)).toBeNull();
  });
});
