import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { mayAskForChange } from './may-ask-for-change.js';

const WRITES = new Set(['add_goods', 'update_goods', 'delete_goods', 'add_sales', 'receive_stock', 'undo_last_action']);

describe('a wish for a change', () => {
  it.each(['id', 'en'])('is heard in every phrasing that asks for one: %s', (language) => {
    const file = new URL(`../phrasings/development.${language}.json`, import.meta.url);
    const phrasings = JSON.parse(readFileSync(file, 'utf8')) as { text: string; expect: { tool?: string } }[];
    const writes = phrasings.filter((phrasing) => WRITES.has(phrasing.expect.tool ?? ''));
    expect(writes.length).toBeGreaterThan(10);
    expect(writes.filter(({ text }) => !mayAskForChange(text))).toEqual([]);
  });

  it.each([
    'daftar barang',
    'stok kopi gayo berapa?',
    'barang apa saja yang ada di toko?',
    'omzet minggu ini',
    'perkiraan kopi gayo 7 hari',
    'what is running out?',
    'how many eggs are left?',
    'revenue this week',
    '',
    '3',
  ])('is not heard in %j', (text) => {
    expect(mayAskForChange(text)).toBe(false);
  });
});
