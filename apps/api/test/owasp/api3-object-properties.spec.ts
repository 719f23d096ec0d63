import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiAnswer, type ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { addGoods, addSale, expectBalanced, movementsOf, NOBODYS_ID } from '../shop-steps.js';
import { csv, importGoods } from '../transfer-steps.js';

const PAST = '2000-01-01T00:00:00.000Z';
const GOODS = [
  ...['id', 'user_id', 'name', 'category', 'price', 'stock_quantity', 'created_at', 'sku', 'unit', 'cost_price'],
  ...['lead_time_days', 'low_stock_threshold', 'archived_at'],
];
const SALE = [
  ...['id', 'user_id', 'goods_id', 'quantity', 'sale_date', 'total_profit', 'created_at', 'unit_price', 'unit_cost'],
  'total_revenue',
];
const SETTINGS = [
  ...['timezone', 'currency', 'language', 'lead_time_days', 'review_days', 'service_level', 'low_stock_threshold'],
];

const keysOf = (value: object): string[] => Object.keys(value).sort();
const sorted = (keys: readonly string[]): string[] => [...keys].sort();
const dataOf = (answer: ApiAnswer): ApiAnswer['body'] => expectOk(answer).body.data;

describe('API3: the properties of an object', () => {
  let stack: TestStack;
  let shop: ApiClient;
  let other: ApiClient;

  beforeAll(async () => {
    stack = await startTestStack();
    shop = await stack.newShop();
    other = await stack.newShop();
  });

  afterAll(() => stack.stop());

  it('of goods that are the books own cannot be given', async () => {
    const smuggled = {
      id: NOBODYS_ID,
      user_id: other.userId,
      created_at: PAST,
      archived_at: PAST,
      sales: [],
      constructor: 1,
    };
    const made = dataOf(await shop.post('/api/goods', { name: 'Teh', price: 5, ...smuggled }));
    const changed = dataOf(await shop.put(`/api/goods/${made.id}`, { price: 6, ...smuggled }));
    for (const goods of [made, changed]) {
      expect(goods).toMatchObject({ user_id: shop.userId, archived_at: null });
      expect([goods.id, goods.created_at]).not.toEqual([NOBODYS_ID, PAST]);
    }
    expect(changed).toMatchObject({ id: made.id, created_at: made.created_at, price: 6 });
  });

  it('of stock are changed through the ledger, never beside it', async () => {
    const { id } = await addGoods(shop, { stock_quantity: 10 });
    dataOf(await shop.put(`/api/goods/${id}`, { stock_quantity: 4 }));
    const movements = await movementsOf(stack.database, id);
    expect(movements.reduce((sum, { quantity_change }) => sum + quantity_change, 0)).toBe(4);
    await expectBalanced(shop);
  });

  it('of a sale that are reckoned cannot be given', async () => {
    const goods = await addGoods(shop, { price: 100, cost_price: 60 });
    const smuggled = {
      ...{ id: NOBODYS_ID, user_id: other.userId, created_at: PAST, total_profit: 1e9, total_revenue: 1e9 },
      ...{ unit_price: 1e6, unit_cost: 0 },
    };
    const sale = await addSale(shop, goods.id, smuggled);
    const foreign = await addGoods(shop, { name: 'Other goods' });
    const changed = dataOf(await shop.put(`/api/sales/${sale.id}`, { ...smuggled, quantity: 2, goods_id: foreign.id }));
    expect(sale).toMatchObject({ user_id: shop.userId, total_profit: 40, unit_price: 100, unit_cost: 60 });
    expect(changed).toMatchObject({ id: sale.id, user_id: shop.userId, goods_id: goods.id, total_profit: 80 });
    await expectBalanced(shop);
  });

  it('of an account cannot be chosen at sign-up', async () => {
    const body = { email: 'chosen@shop.example', password: 'a good password', id: other.userId, role: 'service_role' };
    expectOk(await stack.anonymous.post('/sign_up', body));
    const [account] = await stack.database.query<{ id: string }>('SELECT id FROM users WHERE email = $1', [body.email]);
    expect(account?.id).not.toBe(other.userId);
  });

  it('are not smuggled in by columns of a file', async () => {
    const file = csv('name,price,user_id,created_at', `From a file,7,${other.userId},${PAST}`);
    await importGoods(shop, file);
    expect(expectOk(await other.get('/api/goods')).body.data).toEqual([]);
  });

  it('do not reach the prototype of what they are read into', async () => {
    const body =
      '{"name":"Kopi","price":9,"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
    const goods = dataOf(await shop.send('/api/goods', init));
    expect(keysOf(goods)).toEqual(sorted(GOODS));
    expect(JSON.stringify(expectOk(await shop.get('/api/settings')).body)).not.toContain('polluted');
  });

  it('are answered exactly as they are promised, and nothing besides', async () => {
    const goods = await addGoods(shop, { name: 'Gula' });
    const sale = await addSale(shop, goods.id);
    expect(keysOf(goods)).toEqual(sorted(GOODS));
    expect(keysOf(sale)).toEqual(sorted([...SALE, 'goods']));
    expect(keysOf(dataOf(await shop.get('/api/goods?limit=1'))[0])).toEqual(sorted(GOODS));
    const detail = dataOf(await shop.get(`/api/goods/${goods.id}`));
    expect(keysOf(detail)).toEqual(sorted([...GOODS, 'sales']));
    const listed = dataOf(await shop.get('/api/sales?limit=1'))[0];
    expect(keysOf(listed)).toEqual(sorted([...SALE, 'goods']));
    expect(keysOf(listed.goods)).toEqual(['category', 'id', 'name']);
    expect(keysOf(dataOf(await shop.get('/api/settings')))).toEqual(sorted(SETTINGS));
  });

  it('of accounts are in no answer', async () => {
    const answers = await Promise.all(
      ['/api/goods', '/api/sales', '/api/settings', '/api/dashboard'].map((path) => shop.get(path)),
    );
    for (const { body } of answers)
      expect(JSON.stringify(body)).not.toMatch(/password|token|hash|argon2|@shop\.example/i);
  });
});
