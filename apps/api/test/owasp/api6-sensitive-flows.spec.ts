import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient, expectOk, type ApiAnswer } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { addGoods, expectProblem, stockOf } from '../shop-steps.js';

const SIGN_INS = 5;
const PASSWORD = 'correct horse battery';

/** The limits themselves are in rate-limits.spec.ts, requests that are carried out once in idempotency.spec.ts. */
describe('API6: flows that hurt when they are automated', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await startTestStack({ env: { SIGN_IN_LIMIT_PER_MINUTE: String(SIGN_INS) } });
  });

  afterAll(() => stack.stop());

  const post = (path: string, body: object, headers: Record<string, string> = {}): Promise<ApiAnswer> =>
    stack.anonymous.send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

  it('passwords cannot be guessed by claiming to come from elsewhere, or by spelling the address otherwise', async () => {
    const spellings = ['ani@shop.example', 'ANI@shop.example', 'Ani@Shop.Example', 'aNI@SHOP.EXAMPLE'];
    const answers: ApiAnswer[] = [];
    for (let guess = 0; guess < SIGN_INS + 3; guess++) {
      const email = spellings[guess % spellings.length];
      const from = `10.0.0.${guess}`;
      const headers = { 'x-forwarded-for': from, 'x-real-ip': from, forwarded: `for=${from}`, 'x-client-ip': from };
      answers.push(await post('/sign_in', { email, password: `guess ${guess}` }, headers));
    }
    expect(answers.slice(-2).map(({ status }) => status)).toEqual([429, 429]);
  });

  it('a refresh token works once, also against two processes at the same time', async () => {
    expectOk(await post('/sign_up', { email: 'budi@shop.example', password: PASSWORD }));
    const signedIn = await post('/sign_in', { email: 'budi@shop.example', password: PASSWORD });
    const { refresh_token } = expectOk(signedIn).body.data;
    const second = new ApiClient(await stack.anotherApi());
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 ? second : stack.anonymous).post('/refresh', { refresh_token }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(9);
  });

  it('the last pieces are not sold twice, however many tills ask at once', async () => {
    const shop = await stack.newShop();
    const { id } = await addGoods(shop, { stock_quantity: 3 });
    const sale = { goods_id: id, quantity: 1, sale_date: '2026-01-05' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => shop.post('/api/sales', sale)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    for (const answer of answers.filter(({ status }) => status !== 200)) {
      expectProblem(answer, 400, 'insufficient_stock');
    }
    expect(await stockOf(shop, id)).toBe(0);
  });
});
