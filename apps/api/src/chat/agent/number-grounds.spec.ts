import { describe, expect, it } from '@jest/globals';
import { NumberGrounds } from './number-grounds.js';

function unknown(answer: string, result: object = {}, said = ''): string[] {
  const grounds = new NumberGrounds();
  grounds.addText(said);
  grounds.addToolResult(JSON.stringify(result));
  return grounds.unknownIn(answer);
}

describe('the numbers of an answer', () => {
  it.each([
    ['Harganya Rp 15.000.', { price: 15000 }],
    ['It costs Rp 15.000,50.', { price: 15000.5 }],
    ['It costs 15,000.50', { price: 15000.5 }],
    ['Harganya 15 ribu', { price: 15000 }],
    ['Omzet Rp 1,5 juta', { revenue: 1_500_000 }],
    ['Stok 24 botol per 24 November 2026', { stock: 24, as_of: '2026-11-24' }],
    ['Tingkat layanan 95 %', { service_level: 0.95 }],
    ['Cukup untuk 2,5 hari', { days_of_cover: 2.53 }],
    ['Ada 3 barang:\n1. Kopi\n2. Teh\n3. Gula', { goods: ['Kopi', 'Teh', 'Gula'] }],
    ['Profit is -500', { profit: -500 }],
    ['Kopi Gayo 250 g', { name: 'Kopi Gayo 250 g' }],
    ['Tidak ada angka di sini.', {}],
  ])('are known where a tool gave them: %j', (answer, result) => {
    expect(unknown(answer, result)).toEqual([]);
  });

  it('are known where the owner wrote them', () => {
    expect(unknown('You asked for 7 of them', {}, 'beli 7')).toEqual([]);
  });

  it.each([
    ['Harganya Rp 16.000.', { price: 15000 }, ['16.000']],
    ['Stok 12, seharga 15000', { price: 15000 }, ['12']],
    ['Omzet 2 juta', { revenue: 1_500_000 }, ['2']],
    ['Total 45.000', { a: 15000, b: 30000 }, ['45.000']],
    ['1.500', { price: 15 }, ['1.500']],
  ])('are made up where nobody did: %j', (answer, result, made) => {
    expect(unknown(answer, result)).toEqual(made);
  });
});
