import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient, expectOk } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { startScriptedSupabase, type ScriptedSupabase } from './scripted-supabase.js';

const credentials = { email: 'ani@shop.example', password: 'a good password' };

describe('accounts at Supabase', () => {
  let supabase: ScriptedSupabase;
  let test: TestStack;

  beforeAll(async () => {
    supabase = await startScriptedSupabase();
    test = await startTestStack({ env: { SUPABASE_URL: supabase.url, SUPABASE_KEY: 'anon-key', TOR_JWT_SECRET: '' } });
  });

  afterAll(async () => {
    await test.stop();
    await supabase.stop();
  });

  it('sign up and in through Supabase', async () => {
    const signedUp = expectOk(await test.anonymous.post('/sign_up', credentials));
    expect(signedUp.body).toEqual({ message: 'User signed up successfully, waiting for confirmation.' });
    const signedIn = expectOk(await test.anonymous.post('/sign_in', credentials));
    expect(signedIn.body.data).toMatchObject({
      token_type: 'bearer',
      expires_in: 3600,
      refresh_token: expect.any(String),
    });
    expect((await test.anonymous.post('/sign_up', credentials)).status).toBe(400);
    expect((await test.anonymous.post('/sign_in', { ...credentials, password: 'another one' })).status).toBe(400);
  });

  it('exchange a refresh token once, and none after signing out', async () => {
    const { access_token, refresh_token } = expectOk(await test.anonymous.post('/sign_in', credentials)).body.data;
    const second = expectOk(await test.anonymous.post('/refresh', { refresh_token })).body.data.refresh_token;
    expect((await test.anonymous.post('/refresh', { refresh_token })).status).toBe(401);
    const answer = expectOk(await new ApiClient(test.stack.apiUrl, access_token).post('/sign_out', undefined));
    expect(answer.body).toEqual({ message: 'User signed out successfully' });
    expect((await test.anonymous.post('/refresh', { refresh_token: second })).status).toBe(401);
  });

  it('get a shop at their first request, and only their own', async () => {
    const shop = new ApiClient(test.stack.apiUrl, await supabase.token('5a0c9d52-3b7e-4c6e-8d1f-0a4f6f6f8a77'));
    const goods = expectOk(await shop.post('/api/goods', { name: 'Kopi', price: 10 })).body.data;
    expect(goods.user_id).toBe('5a0c9d52-3b7e-4c6e-8d1f-0a4f6f6f8a77');
    const other = new ApiClient(test.stack.apiUrl, await supabase.token('6b0c9d52-3b7e-4c6e-8d1f-0a4f6f6f8a78'));
    expect(expectOk(await other.get('/api/goods')).body.data).toEqual([]);
    expect((await other.get(`/api/goods/${goods.id}`)).status).toBe(404);
  });

  it('are verified here: the keys are asked for once, not the provider for every request', async () => {
    const shop = new ApiClient(test.stack.apiUrl, await supabase.token('7c0c9d52-3b7e-4c6e-8d1f-0a4f6f6f8a79'));
    expectOk(await shop.get('/api/goods'));
    const before = supabase.requests.length;
    for (let request = 0; request < 5; request++) expectOk(await shop.get('/api/goods'));
    expect(supabase.requests.slice(before)).toEqual([]);
  });

  it.each([
    ['has expired', { expiresIn: -60 }],
    ['is for another audience', { audience: 'anon' }],
    ['is signed with another key', { foreignKey: true }],
  ])('are refused when the token %s', async (_, options) => {
    const shop = new ApiClient(
      test.stack.apiUrl,
      await supabase.token('5a0c9d52-3b7e-4c6e-8d1f-0a4f6f6f8a77', options),
    );
    expect((await shop.get('/api/goods')).status).toBe(401);
  });

  it('answer 503 and not 401 while Supabase is down, and known keys go on', async () => {
    const shop = new ApiClient(test.stack.apiUrl, await supabase.token('5a0c9d52-3b7e-4c6e-8d1f-0a4f6f6f8a77'));
    expectOk(await shop.get('/api/goods'));
    supabase.down = true;
    try {
      const refused = await test.anonymous.post('/sign_in', credentials);
      expect(refused.status).toBe(503);
      expect(refused.headers.get('retry-after')).not.toBeNull();
      expectOk(await shop.get('/api/goods'));
      expect((await shop.post('/sign_out', undefined)).status).toBe(503);
    } finally {
      supabase.down = false;
    }
  });
});
