import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { all, byAddress, expectTooMany, statusesOf } from './limit-steps.js';

const LIMIT = 5;

describe('tokens that are not good', () => {
  let stack: TestStack;
  let owner: ApiClient;

  beforeAll(async () => {
    stack = await startTestStack({ env: { BAD_TOKEN_LIMIT_PER_MINUTE: String(LIMIT) } });
    owner = byAddress(stack.stack.apiUrl, (await stack.newShop()).accessToken);
  });

  afterAll(() => stack.stop());

  it('are answered 401, then 429; good ones of the same address are not held up', async () => {
    const [header = '', claims = '', signature = ''] = owner.accessToken?.split('.') ?? [];
    const guess = (index: number): ApiClient =>
      byAddress(stack.stack.apiUrl, `${header}.${claims}.${String(index).repeat(3)}${signature.slice(3)}`);
    expect(await statusesOf(LIMIT, (index) => guess(index).get('/api/goods'))).toEqual(all(LIMIT, 401));
    expectTooMany(await guess(6).get('/api/sales'));
    expectTooMany(await byAddress(stack.stack.apiUrl).get('/api/goods'));
    expectTooMany(await byAddress(stack.stack.apiUrl, 'no token at all').post('/sign_out', {}));

    expectOk(await owner.get('/api/goods'));
    const anonymous = byAddress(stack.stack.apiUrl);
    expectOk(await anonymous.post('/sign_in', { email: 'owner1@shop.example', password: 'a good password' }));
    expectOk(await anonymous.get('/health/live'));
    expect(await statusesOf(20, () => owner.get('/api/goods'))).toEqual(all(20, 200));
  });
});
