import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient, expectOk } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { startScriptedSupabase, type ScriptedSupabase } from './scripted-supabase.js';
import { expectProblem } from './shop-steps.js';

const password = 'a good password';
const TOLD = { message: 'User signed up successfully, waiting for confirmation.' };

describe('accounts at Supabase', () => {
  let supabase: ScriptedSupabase;
  let test: TestStack;

  beforeAll(async () => {
    supabase = await startScriptedSupabase();
    test = await startTestStack({ env: { SUPABASE_URL: supabase.url, SUPABASE_KEY: 'anon-key', TOR_JWT_SECRET: '' } });
  });

  afterEach(() => {
    supabase.confirmation = false;
  });

  afterAll(async () => {
    await test.stop();
    await supabase.stop();
  });

  const signUp = (email: string) => test.anonymous.post('/sign_up', { email, password });
  const signIn = (email: string) => test.anonymous.post('/sign_in', { email, password });
  const refresh = (refresh_token: string) => test.anonymous.post('/refresh', { refresh_token });
  const shopOf = async (userId: string): Promise<ApiClient> =>
    new ApiClient(test.stack.apiUrl, await supabase.token(userId));

  it('sign up and in where no confirmation is asked for', async () => {
    expect(expectOk(await signUp('ani@shop.example')).body).toEqual(TOLD);
    const { data } = expectOk(await signIn('ani@shop.example')).body;
    expect(data).toEqual({
      access_token: expect.any(String),
      token_type: 'bearer',
      expires_in: 3600,
      refresh_token: expect.any(String),
    });
    expectOk(await new ApiClient(test.stack.apiUrl, data.access_token).get('/api/goods'));
  });

  it('sign in only after their address was confirmed, where that is asked for', async () => {
    supabase.confirmation = true;
    expect(expectOk(await signUp('budi@shop.example')).body).toEqual(TOLD);
    expectProblem(await signIn('budi@shop.example'), 400, 'invalid_credentials');
    supabase.confirm('budi@shop.example');
    expectOk(await signIn('budi@shop.example'));
  });

  it('are one for an address, and have one password', async () => {
    expectOk(await signUp('cici@shop.example'));
    expectProblem(await signUp('cici@shop.example'), 400, 'email_taken');
    const wrong = { email: 'cici@shop.example', password: 'another one' };
    expectProblem(await test.anonymous.post('/sign_in', wrong), 400, 'invalid_credentials');
  });

  it('exchange a refresh token once, and none after signing out', async () => {
    expectOk(await signUp('dewi@shop.example'));
    const { access_token, refresh_token } = expectOk(await signIn('dewi@shop.example')).body.data;
    const second = expectOk(await refresh(refresh_token)).body.data;
    expect(second.refresh_token).not.toBe(refresh_token);
    expectOk(await new ApiClient(test.stack.apiUrl, second.access_token).get('/api/goods'));
    expectProblem(await refresh(refresh_token), 401, 'invalid_token');
    const answer = expectOk(await new ApiClient(test.stack.apiUrl, access_token).post('/sign_out', undefined));
    expect(answer.body).toEqual({ message: 'User signed out successfully' });
    expectProblem(await refresh(second.refresh_token), 401, 'invalid_token');
  });

  it('get a shop at their first request, and only their own', async () => {
    const userId = randomUUID();
    const shop = await shopOf(userId);
    const goods = expectOk(await shop.post('/api/goods', { name: 'Kopi', price: 10 })).body.data;
    expect(goods.user_id).toBe(userId);
    const other = await shopOf(randomUUID());
    expect(expectOk(await other.get('/api/goods')).body.data).toEqual([]);
    expect((await other.get(`/api/goods/${goods.id}`)).status).toBe(404);
  });

  it('get one shop, also when their first twenty requests come at once', async () => {
    const shop = await shopOf(randomUUID());
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => shop.post('/api/goods', { name: `Kopi ${index}`, price: 10 })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(await test.database.query('SELECT id FROM users WHERE id = $1', [shop.userId])).toHaveLength(1);
  });

  it('are verified here: the keys are asked for once, not the provider for every request', async () => {
    const shop = await shopOf(randomUUID());
    expectOk(await shop.get('/api/goods'));
    const before = supabase.requests.length;
    for (let request = 0; request < 5; request++) expectOk(await shop.get('/api/goods'));
    expect(supabase.requests.slice(before)).toEqual([]);
  });
});
