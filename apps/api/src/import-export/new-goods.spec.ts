import { describe, expect, it } from '@jest/globals';
import { NewGoods } from './new-goods.js';

/** The lines that each line repeats. */
function repeats(...lines: readonly { id?: string; sku?: string; name: string }[]): (number | null)[] {
  const added = new NewGoods();
  return lines.map((line, index) => added.add({ ...line, line: index + 2 }));
}

describe('lines that add goods', () => {
  it('are told apart by their ids', () => {
    expect(repeats({ id: 'a', name: 'Kopi', sku: 'K' }, { id: 'b', name: 'Kopi', sku: 'K' })).toEqual([null, null]);
    expect(repeats({ id: 'a', name: 'Kopi' }, { id: 'a', name: 'Teh' })).toEqual([null, 2]);
  });

  it('repeat what has their SKU, whatever its name', () => {
    expect(repeats({ name: 'Kopi', sku: 'K' }, { name: 'Teh', sku: 'K' })).toEqual([null, 2]);
    expect(repeats({ name: 'Kopi', sku: 'K' }, { name: 'Kopi', sku: 'L' })).toEqual([null, null]);
  });

  it('repeat what has their name, unless SKUs tell them apart', () => {
    expect(repeats({ name: 'Kopi' }, { name: ' kopi' })).toEqual([null, 2]);
    expect(repeats({ name: 'Kopi', sku: 'K' }, { name: 'Kopi' })).toEqual([null, 2]);
    expect(repeats({ name: 'Kopi' }, { name: 'Kopi', sku: 'K' })).toEqual([null, 2]);
  });

  it('repeat a line with an id when they have none, in either order', () => {
    expect(repeats({ id: 'a', name: 'Kopi' }, { name: 'Kopi' })).toEqual([null, 2]);
    expect(repeats({ name: 'Kopi' }, { id: 'a', name: 'Kopi' })).toEqual([null, 2]);
    expect(
      repeats({ id: 'a', name: 'A', sku: 'K' }, { id: 'b', name: 'B', sku: 'K' }, { name: 'C', sku: 'K' }),
    ).toEqual([null, null, 2]);
  });

  it('cannot be mistaken by what a SKU or a name looks like', () => {
    expect(repeats({ id: 'x', name: 'y' }, { name: 'x' }, { name: 'z', sku: 'true y' })).toEqual([null, null, null]);
  });
});
