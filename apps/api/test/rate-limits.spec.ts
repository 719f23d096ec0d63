import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient, expectOk, type ApiAnswer } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { expectProblem, expectRefusedFields } from './shop-steps.js';

const SIGN_INS = 5;
const REQUESTS = 8;
const PASSWORD = 'correct horse battery';

/** In development, where signing in is possible with a form too, and with few tries a minute. */
describe('requests a minute, in development', () => {
  let stack: TestStack;

  beforeAll(async () => {
    const limits = { SIGN_IN_LIMIT_PER_MINUTE: String(SIGN_INS), RATE_LIMIT_PER_MINUTE: String(REQUESTS) };
    stack = await startTestStack({ env: { ...limits, DEV_ENV: 'dev' } });
  });

  afterAll(() => stack.stop());

  const token = (form: Record<string, string>): Promise<ApiAnswer> =>
    stack.anonymous.send('/token', { method: 'POST', body: new URLSearchParams(form) });

  async function statusesOf(count: number, call: () => Promise<ApiAnswer>): Promise<ApiAnswer[]> {
    const answers: ApiAnswer[] = [];
    for (let tries = 0; tries < count; tries++) answers.push(await call());
    return answers;
  }

  function expectTooMany(answer: ApiAnswer | undefined): void {
    if (!answer) throw new Error('There is no answer');
    expectProblem(answer, 429, 'too_many_requests');
    const wait = Number(answer.headers.get('retry-after'));
    expect(wait).toBeGreaterThanOrEqual(1);
    expect(wait).toBeLessThanOrEqual(60);
  }

  it('the form of /token signs in', async () => {
    expectOk(await stack.anonymous.post('/sign_up', { email: 'ani@shop.example', password: PASSWORD }));
    const answer = expectOk(await token({ username: 'ani@shop.example', password: PASSWORD }));
    expect(answer.body).toEqual({ access_token: expect.any(String), token_type: 'bearer' });
    const shop = new ApiClient(stack.stack.apiUrl, answer.body.access_token);
    expectOk(await shop.get('/api/goods'));
    const slashed = await stack.anonymous.send('/token/', {
      method: 'POST',
      body: new URLSearchParams({ username: 'Ani@shop.example', password: PASSWORD }),
    });
    expectOk(slashed);
  });

  it('the form of /token refuses what does not sign in', async () => {
    expectProblem(
      await token({ username: 'bob@shop.example', password: 'wrong password' }),
      400,
      'invalid_credentials',
    );
    expectRefusedFields(await token({}), 'username', 'password');
    expectRefusedFields(await token({ username: 'bo\u0000b@shop.example', password: PASSWORD }), 'username');
  });

  it('tries to sign in are counted for each account', async () => {
    expectOk(await stack.anonymous.post('/sign_up', { email: 'cici@shop.example', password: PASSWORD }));
    const guess = (email: string) => () => stack.anonymous.post('/sign_in', { email, password: 'a wrong guess' });
    const answers = await statusesOf(SIGN_INS, guess('cici@shop.example'));
    const refusals = answers.filter((answer) => answer.status === 400);
    expect(refusals.length).toBeGreaterThanOrEqual(SIGN_INS - 1);
    expectTooMany(await guess('cici@shop.example')());
    expectTooMany(await guess('CICI@shop.example')());
    expectTooMany(await stack.anonymous.post('/sign_in', { email: 'cici@shop.example', password: PASSWORD }));
    expectProblem(await guess('dewi@shop.example')(), 400, 'invalid_credentials');
  });

  it('requests are counted for each user', async () => {
    const busy = await stack.newShop();
    const quiet = await stack.newShop();
    const answers = await statusesOf(REQUESTS, () => busy.get('/api/goods'));
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: REQUESTS }, () => 200));
    expectTooMany(await busy.get('/api/goods'));
    expectTooMany(await busy.get('/api/goods/'));
    expectTooMany(await busy.post('/api/sales', {}));
    expectOk(await quiet.get('/api/goods'));
  });

  it('probes are not counted', async () => {
    const answers = await statusesOf(REQUESTS + 5, () => stack.anonymous.get('/health/live'));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
  });

  it('nobody goes through many accounts from one address', async () => {
    const tryOne = (account: number): Promise<ApiAnswer> =>
      stack.anonymous.post('/sign_in', { email: `victim${account}@shop.example`, password: PASSWORD });
    const answers: ApiAnswer[] = [];
    for (let account = 0; account <= 6 * SIGN_INS; account++) answers.push(await tryOne(account));
    expectTooMany(answers.at(-1));
  });
});
