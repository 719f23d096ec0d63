import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import type { GoodsView } from '../src/goods/dto/goods.view.js';
import { addGoods, expectRefusedFields } from './shop-steps.js';

interface GoodsPage {
  readonly data: GoodsView[];
  readonly total: number;
  readonly page: number;
  readonly limit: number;
}

describe('the list of goods', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await startTestStack();
  });

  afterAll(() => stack.stop());

  async function list(shop: ApiClient, query = ''): Promise<GoodsPage> {
    return expectOk(await shop.get(`/api/goods${query}`)).body;
  }

  const names = ({ data }: GoodsPage): string[] => data.map((goods) => goods.name);

  it('is empty in a new shop', async () => {
    const shop = await stack.newShop();
    expect(await list(shop)).toEqual({ data: [], total: 0, page: 1, limit: 20 });
    expect(await list(shop, '?q=')).toEqual({ data: [], total: 0, page: 1, limit: 20 });
  });

  it('shows the newest first, a page at a time', async () => {
    const shop = await stack.newShop();
    const made: GoodsView[] = [];
    for (let index = 1; index <= 25; index++) made.push(await addGoods(shop, { name: `Goods ${index}` }));
    const newestFirst = made.reverse();
    expect(await list(shop)).toEqual({ data: newestFirst.slice(0, 20), total: 25, page: 1, limit: 20 });
    expect(await list(shop, '?page_index=2')).toEqual({ data: newestFirst.slice(20), total: 25, page: 2, limit: 20 });
    expect(await list(shop, '?page_index=3&limit=7')).toEqual({
      data: newestFirst.slice(14, 21),
      total: 25,
      page: 3,
      limit: 7,
    });
    expect(await list(shop, '?limit=100')).toMatchObject({ data: { length: 25 }, limit: 100 });
    expect(await list(shop, '?page_index=4&limit=10')).toEqual({ data: [], total: 25, page: 4, limit: 10 });
    expect(await list(shop, '?page_index=1000000&limit=100')).toMatchObject({ data: [], total: 25 });
  });

  it('shows every goods once over its pages, also when all were made at the same time', async () => {
    const shop = await stack.newShop();
    const made = await Promise.all(Array.from({ length: 30 }, () => addGoods(shop)));
    await stack.database.query("UPDATE goods SET created_at = '2026-01-05T00:00:00Z' WHERE user_id = $1", [
      shop.userId,
    ]);
    const seen: string[] = [];
    for (let page = 1; page <= 10; page++) {
      // A change moves the row inside the table, and must not move it in the list.
      expectOk(await shop.put(`/api/goods/${made[page]?.id ?? ''}`, { price: page }));
      seen.push(...(await list(shop, `?limit=3&page_index=${page}`)).data.map((goods) => goods.id));
    }
    expect(seen).toHaveLength(30);
    expect([...seen].sort()).toEqual(made.map((goods) => goods.id).sort());
  });

  it('finds text in the name or the category, letter case aside', async () => {
    const shop = await stack.newShop();
    await addGoods(shop, { name: 'Kopi Gayo', category: 'Minuman' });
    await addGoods(shop, { name: 'Gelas KOPI', category: 'Dapur' });
    await addGoods(shop, { name: 'Susu', category: 'minuman' });
    await addGoods(shop, { name: 'Sabun' });
    expect(names(await list(shop, '?q=kopi'))).toEqual(['Gelas KOPI', 'Kopi Gayo']);
    expect(names(await list(shop, '?q=MINUM'))).toEqual(['Susu', 'Kopi Gayo']);
    expect(names(await list(shop, '?q=%20gayo%20'))).toEqual(['Kopi Gayo']);
    expect(await list(shop, '?q=kopi&limit=1')).toMatchObject({ data: { length: 1 }, total: 2, limit: 1 });
    expect(names(await list(shop, '?q=nothing%20like%20it'))).toEqual([]);
    expect((await list(shop, '?q=')).total).toBe(4);
  });

  it('finds letters beyond ASCII, letter case aside', async () => {
    const shop = await stack.newShop();
    await addGoods(shop, { name: 'Crème brûlée' });
    await addGoods(shop, { name: 'ÄPFEL' });
    expect(names(await list(shop, `?q=${encodeURIComponent('BRÛLÉE')}`))).toEqual(['Crème brûlée']);
    expect(names(await list(shop, `?q=${encodeURIComponent('äpfel')}`))).toEqual(['ÄPFEL']);
  });

  describe('takes every character for itself', () => {
    const NAMES = ['100% Arabica', 'a_b', 'back\\slash', "d'Or", 'the "best"', '$1 and :search', 'plain', 'tea; --'];
    let shop: ApiClient;

    beforeAll(async () => {
      shop = await stack.newShop();
      for (const name of NAMES) await addGoods(shop, { name });
    });

    it.each([
      ['%', ['100% Arabica']],
      ['_', ['a_b']],
      ['\\', ['back\\slash']],
      ["'", ["d'Or"]],
      ['"', ['the "best"']],
      ['$1', ['$1 and :search']],
      [':search', ['$1 and :search']],
      ['; --', ['tea; --']],
      ['%a', []],
      ['.*', []],
      ['\\%', []],
      ["' OR ''='", []],
    ])('%s', async (text, found) => {
      expect(names(await list(shop, `?q=${encodeURIComponent(text)}`))).toEqual(found);
    });
  });

  describe('filtered', () => {
    let shop: ApiClient;

    beforeAll(async () => {
      shop = await stack.newShop();
      await addGoods(shop, { name: 'Empty', category: 'Kopi', stock_quantity: 0 });
      await addGoods(shop, { name: 'At the shop’s 10', category: 'KOPI', stock_quantity: 10 });
      await addGoods(shop, { name: 'Above', category: 'Kopi susu', stock_quantity: 11 });
      await addGoods(shop, { name: 'Own 0', category: 'ÉPICES', stock_quantity: 1, low_stock_threshold: 0 });
      await addGoods(shop, { name: 'Own 50', stock_quantity: 50, low_stock_threshold: 50 });
      const { id } = await addGoods(shop, { name: 'Gone', category: 'kopi', stock_quantity: 2 });
      expectOk(await shop.delete(`/api/goods/${id}`));
    });

    it.each([
      ['category=kopi', ['At the shop’s 10', 'Empty']],
      ['category=%20KOPI%20', ['At the shop’s 10', 'Empty']],
      ['category=%C3%A9pices', ['Own 0']],
      ['category=kop', []],
      ['category=%25', []],
      ['category=', ['Own 50', 'Own 0', 'Above', 'At the shop’s 10', 'Empty']],
      ['low_stock=true', ['Own 50', 'At the shop’s 10', 'Empty']],
      ['low_stock=false', ['Own 0', 'Above']],
      ['archived=false', ['Own 50', 'Own 0', 'Above', 'At the shop’s 10', 'Empty']],
      ['archived=true', ['Gone']],
      ['archived=true&category=kopi&low_stock=true&q=gone', ['Gone']],
      ['category=kopi&low_stock=true&q=empty', ['Empty']],
      ['category=kopi&limit=1&page_index=2', ['Empty']],
    ])('by %s', async (query, expected) => {
      expect(names(await list(shop, `?${query}`))).toEqual(expected);
    });

    it('by low stock follows the settings of the shop', async () => {
      expectOk(await shop.put('/api/settings', { low_stock_threshold: 11 }));
      expect(names(await list(shop, '?low_stock=true&sort=stock_quantity'))).toEqual([
        'Empty',
        'At the shop’s 10',
        'Above',
        'Own 50',
      ]);
      expectOk(await shop.put('/api/settings', { low_stock_threshold: 10 }));
    });

    it('counts what is filtered', async () => {
      expect(await list(shop, '?low_stock=true&limit=2')).toMatchObject({ data: { length: 2 }, total: 3 });
    });
  });

  describe('in order', () => {
    let shop: ApiClient;

    beforeAll(async () => {
      shop = await stack.newShop();
      await addGoods(shop, { name: 'banana', price: 30, stock_quantity: 2 });
      await addGoods(shop, { name: 'Apel', price: 100, stock_quantity: 3 });
      await addGoods(shop, { name: 'Ceri', price: 20.5, stock_quantity: 1 });
    });

    it.each([
      ['created_at', ['banana', 'Apel', 'Ceri']],
      ['name', ['Apel', 'banana', 'Ceri']],
      ['stock_quantity', ['Ceri', 'banana', 'Apel']],
      ['price', ['Ceri', 'banana', 'Apel']],
    ])('of %s, and the other way round', async (sort, expected) => {
      expect(names(await list(shop, `?sort=${sort}`))).toEqual(expected);
      expect(names(await list(shop, `?sort=-${sort}`))).toEqual([...expected].reverse());
    });

    it('shows every goods once where many tie', async () => {
      const own = await stack.newShop();
      const made = await Promise.all(Array.from({ length: 12 }, () => addGoods(own)));
      await stack.database.query('UPDATE goods SET created_at = now() WHERE user_id = $1', [own.userId]);
      for (const sort of ['created_at', '-name', 'stock_quantity', '-price']) {
        const seen: string[] = [];
        for (let page = 1; page <= 4; page++) {
          expectOk(await own.put(`/api/goods/${made[page]?.id ?? ''}`, { sku: `${sort} ${page}` }));
          seen.push(...(await list(own, `?sort=${sort}&limit=3&page_index=${page}`)).data.map(({ id }) => id));
        }
        expect([sort, [...seen].sort()]).toEqual([sort, made.map(({ id }) => id).sort()]);
      }
    });
  });

  it.each([
    ['low_stock=', 'low_stock'],
    ['low_stock=1', 'low_stock'],
    ['low_stock=TRUE', 'low_stock'],
    ['low_stock=yes', 'low_stock'],
    ['low_stock=null', 'low_stock'],
    ['low_stock=constructor', 'low_stock'],
    ['low_stock=true&low_stock=true', 'low_stock'],
    ['archived=all', 'archived'],
    ['archived=0', 'archived'],
    ['archived=', 'archived'],
    ['sort=', 'sort'],
    ['sort=id', 'sort'],
    ['sort=--price', 'sort'],
    ['sort=Name', 'sort'],
    ['sort=toString', 'sort'],
    ['sort=name&sort=price', 'sort'],
    ['category=a&category=b', 'category'],
    ['category=%00', 'category'],
    [`category=${'a'.repeat(101)}`, 'category'],
    ['page_index=0', 'page_index'],
    ['page_index=-1', 'page_index'],
    ['page_index=1.5', 'page_index'],
    ['page_index=one', 'page_index'],
    ['page_index=', 'page_index'],
    ['page_index=1000001', 'page_index'],
    ['page_index=99999999999999999999', 'page_index'],
    ['page_index=1&page_index=2', 'page_index'],
    ['page_index=NaN', 'page_index'],
    ['page_index=Infinity', 'page_index'],
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=-5', 'limit'],
    ['limit=abc', 'limit'],
    ['q=a&q=b', 'q'],
    ['q=%00', 'q'],
    [`q=${'a'.repeat(201)}`, 'q'],
  ])('refuses %s', async (query, field) => {
    const shop = await stack.newShop();
    expectRefusedFields(await shop.get(`/api/goods?${query}`), field);
  });
});
