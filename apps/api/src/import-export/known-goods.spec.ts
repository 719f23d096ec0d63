import { describe, expect, it } from '@jest/globals';
import { KnownGoodsIndex } from './known-goods.js';

const goods = (id: string, name: string, sku: string | null = null, archived = false) => ({ id, name, sku, archived });

function indexOf(...all: ReturnType<typeof goods>[]): KnownGoodsIndex {
  const index = new KnownGoodsIndex();
  for (const one of all) index.add(one);
  return index;
}

describe('the goods that a line means', () => {
  const coffee = goods('1', 'Kopi', 'K');
  const tea = goods('2', 'Teh ');
  const old = goods('3', 'Gula', 'G', true);
  const index = indexOf(coffee, tea, old);

  it('are those of its id, else of its SKU, else of its name', () => {
    expect(index.find({ id: '2', sku: 'K', name: 'Kopi' }, false)).toEqual({ kind: 'one', goods: tea });
    expect(index.find({ id: '9', sku: 'K', name: 'Teh' }, false)).toEqual({ kind: 'one', goods: coffee });
    expect(index.find({ id: '9', sku: null, name: ' TEH' }, false)).toEqual({ kind: 'one', goods: tea });
    expect(index.find({ id: '9', sku: 'T', name: 'teh' }, false)).toEqual({ kind: 'one', goods: tea });
    expect(index.find({ name: 'Kopi' }, false)).toEqual({ kind: 'one', goods: coffee });
    expect(index.find({}, true)).toEqual({ kind: 'none' });
  });

  it('are not those of the same name with another SKU', () => {
    expect(index.find({ sku: 'K-2', name: 'Kopi' }, false)).toEqual({ kind: 'none' });
  });

  it('are archived ones by id, or when they may be and no others are there', () => {
    expect(index.find({ id: '3' }, false)).toEqual({ kind: 'one', goods: old });
    expect(index.find({ sku: 'G', name: 'Gula' }, false)).toEqual({ kind: 'none' });
    expect(index.find({ name: 'gula' }, true)).toEqual({ kind: 'one', goods: old });
    const current = goods('4', 'gula');
    expect(indexOf(old, current).find({ name: 'Gula' }, true)).toEqual({ kind: 'one', goods: current });
    expect(indexOf(old, { ...old, id: '5' }).find({ sku: 'G' }, true)).toEqual({ kind: 'several', by: 'sku' });
  });

  it('are several when nothing tells them apart', () => {
    const twins = indexOf(coffee, goods('6', 'kopi', 'K'), goods('7', 'KOPI'));
    expect(twins.find({ name: 'Kopi' }, false)).toEqual({ kind: 'several', by: 'name' });
    expect(twins.find({ sku: 'K', name: 'Kopi' }, false)).toEqual({ kind: 'several', by: 'sku' });
    expect(twins.find({ sku: 'K-2', name: 'Kopi' }, false)).toMatchObject({ kind: 'one', goods: { id: '7' } });
  });
});
