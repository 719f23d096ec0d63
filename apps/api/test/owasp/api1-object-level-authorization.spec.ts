import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiAnswer, type ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { addGoods, addSale, NOBODYS_ID } from '../shop-steps.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Every route is tried with another shop's ids in two-shops.spec.ts; this is about what else could name a shop. */
describe('API1: the objects of another shop', () => {
  let stack: TestStack;
  let owner: ApiClient;
  let intruder: ApiClient;
  let goodsId: string;
  let saleId: string;

  beforeAll(async () => {
    stack = await startTestStack();
    owner = await stack.newShop();
    intruder = await stack.newShop();
    goodsId = (await addGoods(owner)).id;
    saleId = (await addSale(owner, goodsId)).id;
  });

  afterAll(() => stack.stop());

  it('are answered as ids that nothing has, to the letter', async () => {
    const bodyOf = ({ body }: ApiAnswer, id: string): object => ({
      ...body,
      request_id: '',
      instance: body.instance.replace(id, ''),
    });
    const paths = [(id: string) => `/api/goods/${id}`, (id: string) => `/api/goods/${id}/movements`];
    for (const path of paths) {
      const foreign = bodyOf(await intruder.get(path(goodsId)), goodsId);
      expect(foreign).toEqual(bodyOf(await intruder.get(path(NOBODYS_ID)), NOBODYS_ID));
    }
    const foreign = bodyOf(await intruder.delete(`/api/sales/${saleId}`), saleId);
    expect(foreign).toEqual(bodyOf(await intruder.delete(`/api/sales/${NOBODYS_ID}`), NOBODYS_ID));
  });

  it('are not reached by naming their owner in a query, a header or a body', async () => {
    const headers = { 'x-user-id': owner.userId, 'x-tenant-id': owner.userId, 'content-type': 'application/json' };
    const listed = await intruder.send(`/api/goods?user_id=${owner.userId}&tenant=${owner.userId}`, { headers });
    expect(expectOk(listed).body.data).toEqual([]);
    const body = JSON.stringify({ name: 'Smuggled', price: 1, user_id: owner.userId, owner: owner.userId });
    const made = await intruder.send(`/api/goods?user_id=${owner.userId}`, { method: 'POST', headers, body });
    expect(expectOk(made).body.data.user_id).toBe(intruder.userId);
    expect(expectOk(await owner.get('/api/goods')).body.data).toHaveLength(1);
  });

  it('are not reached by other spellings of their ids', async () => {
    const spellings = [
      goodsId.toUpperCase(),
      `${goodsId}%20`,
      `{${goodsId}}`,
      `%2e%2e/goods/${goodsId}`,
      `${goodsId}/`,
    ];
    for (const id of spellings) {
      expect((await intruder.get(`/api/goods/${id}`)).status).toBeGreaterThanOrEqual(400);
      expect((await intruder.put(`/api/goods/${id}`, { name: 'Taken over' })).status).toBeGreaterThanOrEqual(400);
    }
    expect(expectOk(await owner.get(`/api/goods/${goodsId}`)).body.data.name).toBe('Kopi Gayo');
  });

  it('have ids that cannot be counted through', () => {
    for (const id of [goodsId, saleId, owner.userId]) expect(id).toMatch(UUID);
  });
});
