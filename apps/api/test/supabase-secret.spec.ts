import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ApiClient, expectOk } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { ANSWER_HOLDS_MS, AnsweredTokens, REFUSED_PER_MINUTE } from '../src/auth/supabase/answered-tokens.js';
import type { TokenOptions } from './project-keys.js';
import { startScriptedSupabase, type ScriptedSupabase } from './scripted-supabase.js';
import { expectProblem } from './shop-steps.js';

const SECRET = 'the secret of the project, which is long enough to be one';
const OTHER_SECRET = new TextEncoder().encode('another secret, which is long enough to be one as well');

describe('a Supabase project that signs with a secret', () => {
  let supabase: ScriptedSupabase;
  let test: TestStack;
  let asked: number;

  beforeAll(async () => {
    supabase = await startScriptedSupabase();
    supabase.keys.secret = SECRET;
    supabase.keySet = 'empty';
    test = await startTestStack({ env: { SUPABASE_URL: supabase.url, SUPABASE_KEY: 'anon-key', TOR_JWT_SECRET: '' } });
  });

  beforeEach(() => {
    asked = supabase.requests.length;
  });

  afterEach(() => {
    supabase.down = false;
  });

  afterAll(async () => {
    await test.stop();
    await supabase.stop();
  });

  const callWith = (token: string) => new ApiClient(test.stack.apiUrl, token).get('/api/goods');
  const questions = () => supabase.requests.slice(asked).filter((path) => path === '/auth/v1/user').length;

  it('is asked about a token once, and its answer kept', async () => {
    const token = await supabase.token(randomUUID());
    for (let request = 0; request < 5; request++) expectOk(await callWith(token));
    expect(questions()).toBe(1);
    supabase.down = true;
    expectOk(await callWith(token));
  });

  it('has the last word on a signature', async () => {
    expectProblem(
      await callWith(await supabase.token(randomUUID(), { signedWith: OTHER_SECRET })),
      401,
      'invalid_token',
    );
    expect(questions()).toBe(1);
  });

  it.each<[string, TokenOptions]>([
    ['has expired', { expiresIn: -60 }],
    ['never expires', { claims: { exp: undefined } }],
    ['is not valid yet', { claims: { nbf: Math.floor(Date.now() / 1000) + 3600 } }],
    ['has another issuer', { claims: { iss: 'https://other.supabase.example/auth/v1' } }],
    ['is for another audience', { audience: 'anon' }],
    ['has no subject', { claims: { sub: undefined } }],
    ['is the service key', { claims: { role: 'service_role' } }],
  ])('is not asked about a token that %s', async (_, options) => {
    expectProblem(await callWith(await supabase.token(randomUUID(), options)), 401, 'invalid_token');
    expect(questions()).toBe(0);
  });

  it('leaves a new token open while it is down: 503 and not 401', async () => {
    supabase.down = true;
    expectProblem(await callWith(await supabase.token(randomUUID())), 503, 'auth_provider_unavailable');
  });

  it('is asked in vain a bounded number of times a minute', () => {
    let now = 60_000 * 1000;
    const answered = new AnsweredTokens(() => now);
    for (let token = 0; token < REFUSED_PER_MINUTE; token++) {
      expect(answered.mayAsk).toBe(true);
      answered.countRefused();
    }
    expect(answered.mayAsk).toBe(false);
    now += 60_000;
    expect(answered.mayAsk).toBe(true);
  });

  it('is asked again about a token after a minute', () => {
    let now = 60_000 * 1000;
    const answered = new AnsweredTokens(() => now);
    answered.remember('a.b.c');
    expect(answered.isGood('a.b.c')).toBe(true);
    expect(answered.isGood('a.b.d')).toBe(false);
    now += ANSWER_HOLDS_MS;
    expect(answered.isGood('a.b.c')).toBe(false);
  });
});

describe('a Supabase project that publishes keys', () => {
  it('takes no token signed with a secret that was not configured, and is not asked', async () => {
    const supabase = await startScriptedSupabase();
    const test = await startTestStack({
      env: { SUPABASE_URL: supabase.url, SUPABASE_KEY: 'anon-key', TOR_JWT_SECRET: '' },
    });
    try {
      const options = { header: { alg: 'HS256' }, signedWith: OTHER_SECRET };
      const shop = new ApiClient(test.stack.apiUrl, await supabase.token(randomUUID(), options));
      expectProblem(await shop.get('/api/goods'), 401, 'invalid_token');
      expect(supabase.requests).toEqual(['/auth/v1/.well-known/jwks.json']);
    } finally {
      await test.stop();
      await supabase.stop();
    }
  });
});
