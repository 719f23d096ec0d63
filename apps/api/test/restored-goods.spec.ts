import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiAnswer, type ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { addGoods, addSale, expectProblem, expectRefusedFields, movementsOf, NOBODYS_ID } from './shop-steps.js';

describe('archived goods', () => {
  let stack: TestStack;
  let shop: ApiClient;

  beforeAll(async () => {
    stack = await startTestStack();
    shop = await stack.newShop();
  });

  afterAll(() => stack.stop());

  const restore = (id: string): Promise<ApiAnswer> => shop.request('POST', `/api/goods/${id}/restore`);

  it('are restored with all they had, and sell again', async () => {
    const goods = await addGoods(shop, { name: 'Kopi tubruk', stock_quantity: 10 });
    expectOk(await shop.delete(`/api/goods/${goods.id}`));
    expect(expectOk(await shop.get('/api/goods?q=tubruk')).body.total).toBe(0);
    expect(expectOk(await restore(goods.id)).body).toEqual({ message: 'Goods restored successfully', data: goods });
    expect(expectOk(await shop.get('/api/goods?q=tubruk')).body.data).toEqual([goods]);
    await addSale(shop, goods.id, { quantity: 4 });
    expect(await movementsOf(stack.database, goods.id)).toEqual([
      { kind: 'opening', quantity_change: 10 },
      { kind: 'sale', quantity_change: -4 },
    ]);
  });

  it('that are not archived are answered as they are', async () => {
    const goods = await addGoods(shop);
    expect(expectOk(await restore(goods.id)).body.data).toEqual(goods);
    expect(expectOk(await restore(goods.id.toUpperCase())).body.data).toEqual(goods);
  });

  it('that nobody has are not found', async () => {
    expectProblem(await restore(NOBODYS_ID), 404, 'goods_not_found');
    expectRefusedFields(await restore('1'), 'id');
  });
});
