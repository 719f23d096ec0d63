import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportSPKI, importJWK, UnsecuredJWT } from 'jose';
import { ApiClient, expectOk } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { UNKNOWN_KEY_LOOKS } from '../src/auth/supabase/signing-keys.js';
import type { TokenOptions } from './project-keys.js';
import { startScriptedSupabase, type ScriptedSupabase } from './scripted-supabase.js';
import { expectProblem } from './shop-steps.js';

const SECRET = 'the secret of the project, which is long enough to be one';

const secretOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const inAnHour = (): number => Math.floor(Date.now() / 1000) + 3600;

describe('a token of Supabase', () => {
  let supabase: ScriptedSupabase;
  let other: ScriptedSupabase;
  let test: TestStack;

  beforeAll(async () => {
    supabase = await startScriptedSupabase();
    other = await startScriptedSupabase();
    test = await startTestStack({
      env: {
        ...{ SUPABASE_URL: `${supabase.url}/`, SUPABASE_KEY: 'anon-key', TOR_JWT_SECRET: '' },
        SUPABASE_JWT_SECRET: SECRET,
      },
    });
  });

  afterAll(async () => {
    await test.stop();
    await supabase.stop();
    await other.stop();
  });

  const callWith = (token: string) => new ApiClient(test.stack.apiUrl, token).get('/api/goods');

  it('opens the routes, whichever of the three algorithms signed it', async () => {
    expectOk(await callWith(await supabase.token(randomUUID())));
    await supabase.keys.rotate('rsa', 'RS256');
    expectOk(await callWith(await supabase.token(randomUUID())));
    supabase.keys.withdraw('rsa');
    const bySecret = { header: { alg: 'HS256' }, signedWith: secretOf(SECRET) };
    expectOk(await callWith(await supabase.token(randomUUID(), bySecret)));
  });

  it('opens the routes where the audience is a list', async () => {
    expectOk(await callWith(await supabase.token(randomUUID(), { claims: { aud: ['authenticated', 'more'] } })));
  });

  it.each<[string, TokenOptions]>([
    ['has expired', { expiresIn: -60 }],
    ['never expires', { claims: { exp: undefined } }],
    ['is not valid yet', { claims: { nbf: inAnHour() } }],
    ['is for another audience', { audience: 'anon' }],
    ['is for no audience', { claims: { aud: undefined } }],
    ['has another issuer', { claims: { iss: 'https://other.supabase.example/auth/v1' } }],
    ['has an issuer that begins as ours', { claims: { iss: 'http://127.0.0.1' } }],
    ['has no issuer', { claims: { iss: undefined } }],
    ['has no subject', { claims: { sub: undefined } }],
    ['has a subject that is no user id', { claims: { sub: "' OR true --" } }],
    ['is the anonymous key', { claims: { role: 'anon' } }],
    ['is the service key', { claims: { role: 'service_role' } }],
    ['has no role', { claims: { role: undefined } }],
    ['is signed with another key', { foreignKey: true }],
    ['is signed with another secret', { header: { alg: 'HS256' }, signedWith: secretOf('x'.repeat(40)) }],
  ])('is refused when it %s', async (_, options) => {
    expectProblem(await callWith(await supabase.token(randomUUID(), options)), 401, 'invalid_token');
  });

  it('is refused when nobody signed it', async () => {
    const unsigned = new UnsecuredJWT({ role: 'authenticated' })
      .setIssuer(supabase.issuer)
      .setSubject(randomUUID())
      .setAudience('authenticated')
      .setExpirationTime('1h')
      .encode();
    expectProblem(await callWith(unsigned), 401, 'invalid_token');
    expectProblem(await callWith(`${unsigned}c2ln`), 401, 'invalid_token');
  });

  it('is refused when the public key was taken for a secret', async () => {
    const [jwk] = supabase.keys.published;
    const publicKey = await importJWK(jwk ?? {}, 'ES256', { extractable: true });
    for (const secret of [await exportSPKI(publicKey as never), JSON.stringify(jwk)]) {
      const options = { header: { alg: 'HS256', kid: 'first' }, signedWith: secretOf(secret) };
      expectProblem(await callWith(await supabase.token(randomUUID(), options)), 401, 'invalid_token');
    }
  });

  it('is refused when another project made it, be it under our name', async () => {
    expectProblem(await callWith(await other.token(randomUUID())), 401, 'invalid_token');
    const disguised = await other.token(randomUUID(), { claims: { iss: supabase.issuer } });
    expectProblem(await callWith(disguised), 401, 'invalid_token');
  });

  it('is refused when it is none that can be read', async () => {
    for (const token of ['a.b.c', 'e30.e30.e30', `${'a'.repeat(3000)}.b.c`]) {
      expectProblem(await callWith(token), 401, 'invalid_token');
    }
  });

  it('opens the routes when a new key signed it, without a restart', async () => {
    await supabase.keys.rotate('second');
    expectOk(await callWith(await supabase.token(randomUUID())));
  });

  it('has the provider asked a few times at most, however many have an unknown key', async () => {
    const before = supabase.requests.length;
    const forged = await Promise.all(
      Array.from({ length: 100 }, (_, index) => supabase.token(randomUUID(), { header: { kid: `unknown ${index}` } })),
    );
    for (const token of forged) expectProblem(await callWith(token), 401, 'invalid_token');
    expect(supabase.requests.length - before).toBeLessThanOrEqual(UNKNOWN_KEY_LOOKS);
    expectOk(await callWith(await supabase.token(randomUUID())));
  });
});
