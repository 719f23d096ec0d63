import { describe, expect, it } from '@jest/globals';
import { amountOf, quantityOf } from './numbers.js';
import { ENGLISH } from './phrases/en.js';
import { INDONESIAN } from './phrases/id.js';

describe('an amount', () => {
  it.each([
    ['15000', 15000],
    ['15.000', 15000],
    ['15,000', 15000],
    ['Rp15.000', 15000],
    ['Rp 15.000,-', 15000],
    ['1.250.000', 1_250_000],
    ['12.500,50', 12500.5],
    ['15rb', 15000],
    ['15 ribu', 15000],
    ['15k', 15000],
    ['1,5 juta', 1_500_000],
    ['1.5jt', 1_500_000],
    ['lima belas ribu', 15000],
    ['seratus dua puluh lima', 125],
    ['setengah juta', 500_000],
    ['dua juta tiga ratus ribu', 2_300_000],
    ['seribu', 1000],
    ['2 lusin', 24],
    ['setengah lusin', 6],
    ['selusin', 12],
    ['nol', 0],
  ])('is read in Indonesian: %j', (text, value) => {
    expect(amountOf(text, INDONESIAN.numbers)).toBe(value);
  });

  it.each([
    ['15,000', 15000],
    ['1.5 million', 1_500_000],
    ['500k', 500_000],
    ['twenty-four', 24],
    ['a dozen', 12],
    ['half a million', 500_000],
    ['two hundred and fifty', 250],
    ['three thousand five hundred', 3500],
  ])('is read in English: %j', (text, value) => {
    expect(amountOf(text, ENGLISH.numbers)).toBe(value);
  });

  it.each(['', 'kopi', '15 kopi', '1.2.3', '--', 'rp', '1,2,3,4'])('is none: %j', (text) => {
    expect(amountOf(text, INDONESIAN.numbers)).toBeNull();
  });
});

describe('a quantity', () => {
  it.each(['0', '1,5', '-3', 'nol', 'setengah'])('is a whole number of 1 or more, not %j', (text) => {
    expect(quantityOf(text, INDONESIAN.numbers)).toBeNull();
  });
});
