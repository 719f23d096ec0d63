import { describe, expect, it } from '@jest/globals';
import { matchGoods } from './goods-names.js';

const SHOP = [
  'Kopi Gayo 250 g',
  'Kopi Toraja 250 g',
  'Kopi Gayo 1 kg',
  'Teh Botol Sosro',
  'Indomie Goreng',
  'Indomie Soto',
  'Aqua 600ml',
  'Gula',
  'Gula Aren',
].map((name) => ({ name, sku: name === 'Gula Aren' ? 'GA-01' : null }));

function found(asked: string): string | string[] {
  const match = matchGoods(asked, SHOP);
  return match.kind === 'one' ? match.goods.name : match.candidates.map(({ name }) => name);
}

describe('goods that are asked for by name', () => {
  it.each([
    ['Kopi Gayo 250 g', 'Kopi Gayo 250 g'],
    ['kopi  GAYO 250g', 'Kopi Gayo 250 g'],
    ['gayo 250', 'Kopi Gayo 250 g'],
    ['toraja', 'Kopi Toraja 250 g'],
    ['sosro teh', 'Teh Botol Sosro'],
    ['goreng', 'Indomie Goreng'],
    ['aqua', 'Aqua 600ml'],
    ['aqua 600 ml', 'Aqua 600ml'],
    ['gula', 'Gula'],
    ['ga-01', 'Gula Aren'],
    ['Téh Botol', 'Teh Botol Sosro'],
  ])('are found as %j', (asked, name) => {
    expect(found(asked)).toBe(name);
  });

  it.each([
    ['kopi', ['Kopi Gayo 1 kg', 'Kopi Gayo 250 g', 'Kopi Toraja 250 g']],
    ['gayo', ['Kopi Gayo 1 kg', 'Kopi Gayo 250 g']],
    ['indomie', ['Indomie Soto', 'Indomie Goreng']],
  ])('are a question as %j', (asked, names) => {
    expect(found(asked)).toEqual(names);
  });

  it.each([
    ['indomi gorng', 'Indomie Goreng'],
    ['kopi toraja asli 250 g', 'Kopi Toraja 250 g'],
    ['aqwa', 'Aqua 600ml'],
    ['25', 'Kopi Gayo 250 g'],
  ])('that are spelled another way are a question as well: %j', (asked, likely) => {
    expect(found(asked)[0]).toBe(likely);
    expect(found(asked)).toBeInstanceOf(Array);
  });

  it.each(['', '   ', '!?', 'sepeda motor', 'x'.repeat(300)])('are nothing as %j', (asked) => {
    expect(found(asked)).toEqual([]);
  });

  it('are a question when two have the same name', () => {
    const twins = [...SHOP, { name: 'gula', sku: 'G-2' }];
    expect(matchGoods('Gula', twins)).toMatchObject({ kind: 'unclear', candidates: [{}, {}] });
  });
});
