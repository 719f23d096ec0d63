import { describe, expect, it } from '@jest/globals';
import { readHeader } from './header.js';

const NAMES = { name: ['nama'], price: ['harga', 'harga_jual'], sku: [] };

describe('the header of a file', () => {
  it('is understood in other spellings', () => {
    const { columns } = readHeader([' Nama ', 'HARGA  JUAL', 'Sku'], NAMES);
    expect([...columns]).toEqual([
      ['name', { index: 0, title: 'Nama' }],
      ['price', { index: 1, title: 'HARGA  JUAL' }],
      ['sku', { index: 2, title: 'Sku' }],
    ]);
  });

  it('says what is not understood, and what is said twice', () => {
    const header = readHeader(['name', 'colour', '', 'harga', 'price'], NAMES);
    expect(header.ignored).toEqual(['colour', 'column 3']);
    expect(header.repeated).toEqual([['harga', 'price']]);
    expect(header.width).toBe(5);
  });

  it('knows no columns by the names that objects have anyway', () => {
    expect(readHeader(['constructor', '__proto__', 'toString'], NAMES).columns.size).toBe(0);
  });

  it('takes a name of more than a hundred characters for no column, and tells it in short', () => {
    const { columns, ignored } = readHeader(['name', `stock${'_'.repeat(900_000)}quantity`], {
      name: [],
      stock_quantity: [],
    });
    expect([...columns.keys()]).toEqual(['name']);
    expect(ignored).toEqual([`stock${'_'.repeat(95)}…`]);
  });
});
