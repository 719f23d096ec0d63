import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { ApiClient, type ApiAnswer } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { expectProblem, NOBODYS_ID } from './shop-steps.js';

const SECRET = 'the secret of this test file, long enough to be one';

const key = (secret: string): Uint8Array => new TextEncoder().encode(secret);

describe('an access token', () => {
  let stack: TestStack;
  let shop: ApiClient;
  let claims: JWTPayload;

  beforeAll(async () => {
    stack = await startTestStack({ env: { TOR_JWT_SECRET: SECRET } });
    shop = await stack.newShop();
    claims = decodeJwt(shop.accessToken ?? '');
  });

  afterAll(() => stack.stop());

  function sign(change: JWTPayload = {}, { alg = 'HS256', secret = SECRET } = {}): Promise<string> {
    return new SignJWT({ ...claims, ...change }).setProtectedHeader({ alg }).sign(key(secret));
  }

  function callWith(authorization: string): Promise<ApiAnswer> {
    return stack.anonymous.send('/api/goods', { headers: { authorization } });
  }

  async function expectRefused(authorization: string): Promise<void> {
    const answer = await callWith(authorization);
    expectProblem(answer, 401, 'invalid_token');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  }

  it('opens the routes when it is good', async () => {
    expect(await callWith(`Bearer ${shop.accessToken ?? ''}`)).toMatchObject({ status: 200 });
    expect(await callWith(`bearer ${shop.accessToken ?? ''}`)).toMatchObject({ status: 200 });
    expect(await callWith(`Bearer ${await sign()}`)).toMatchObject({ status: 200 });
  });

  it('is asked for when it is missing', async () => {
    const answer = await stack.anonymous.get('/api/goods');
    expectProblem(answer, 401, 'invalid_token');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  it.each([
    ['garbage', 'Bearer garbage'],
    ['three parts of garbage', 'Bearer a.b.c'],
    ['empty', 'Bearer '],
    ['of another scheme', 'Basic b3duZXI6cGFzc3dvcmQ='],
    ['far too long', `Bearer ${'a'.repeat(3000)}.${'b'.repeat(3000)}.${'c'.repeat(3000)}`],
  ])('is refused when it is %s', async (_, authorization) => {
    await expectRefused(authorization);
  });

  it('is refused when it stands without its scheme or twice', async () => {
    await expectRefused(shop.accessToken ?? '');
    await expectRefused(`Bearer ${shop.accessToken ?? ''} ${shop.accessToken ?? ''}`);
  });

  it('is refused when it has expired', async () => {
    const now = Math.floor(Date.now() / 1000);
    await expectRefused(`Bearer ${await sign({ iat: now - 7200, exp: now - 1 })}`);
  });

  it('is refused when it never expires', async () => {
    const { exp: _, ...endless } = claims;
    await expectRefused(`Bearer ${await new SignJWT(endless).setProtectedHeader({ alg: 'HS256' }).sign(key(SECRET))}`);
  });

  it('is refused when somebody else signed it', async () => {
    await expectRefused(`Bearer ${await sign({}, { secret: 'another secret that is long enough to be one' })}`);
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const jwk = await exportJWK(publicKey);
    const foreign = await new SignJWT(claims).setProtectedHeader({ alg: 'ES256', jwk }).sign(privateKey);
    await expectRefused(`Bearer ${foreign}`);
  });

  it('is refused when another algorithm signed it', async () => {
    await expectRefused(`Bearer ${await sign({}, { alg: 'HS512', secret: SECRET.padEnd(64, '!') })}`);
    await expectRefused(`Bearer ${await sign({}, { alg: 'HS384' })}`);
  });

  it('is refused when nobody signed it', async () => {
    const unsigned = new UnsecuredJWT(claims).encode();
    await expectRefused(`Bearer ${unsigned}`);
    const [, , signature] = (shop.accessToken ?? '').split('.');
    await expectRefused(`Bearer ${unsigned}${signature ?? ''}`);
  });

  it('is refused when its claims were changed after it was signed', async () => {
    const [header, , signature] = (shop.accessToken ?? '').split('.');
    const payload = Buffer.from(JSON.stringify({ ...claims, sub: NOBODYS_ID })).toString('base64url');
    await expectRefused(`Bearer ${header ?? ''}.${payload}.${signature ?? ''}`);
  });

  it('is refused when it is for another audience or from another issuer', async () => {
    await expectRefused(`Bearer ${await sign({ aud: 'anon' })}`);
    await expectRefused(`Bearer ${await sign({ iss: 'somebody' })}`);
  });

  it.each(['sub', 'aud', 'iss', 'exp'])('is refused when it has no %s', async (name) => {
    const { [name]: _, ...others } = claims;
    const token = await new SignJWT(others).setProtectedHeader({ alg: 'HS256' }).sign(key(SECRET));
    await expectRefused(`Bearer ${token}`);
  });

  it('is refused when it is not valid yet', async () => {
    await expectRefused(`Bearer ${await sign({ nbf: Math.floor(Date.now() / 1000) + 3600 })}`);
  });

  it('is refused when its header asks for what is not known here', async () => {
    const header = { alg: 'HS256', crit: ['tor'], tor: true };
    const asking = await new SignJWT(claims).setProtectedHeader(header).sign(key(SECRET), { crit: { tor: true } });
    await expectRefused(`Bearer ${asking}`);
  });

  it('is refused when its subject is not a user id', async () => {
    await expectRefused(`Bearer ${await sign({ sub: 'ani' })}`);
    await expectRefused(`Bearer ${await sign({ sub: "' OR true --" })}`);
  });

  it('is refused when its user is not there', async () => {
    const gone = new ApiClient(stack.stack.apiUrl, await sign({ sub: NOBODYS_ID }));
    expectProblem(await gone.get('/api/goods'), 401, 'invalid_token');
    expectProblem(await gone.post('/api/goods', { name: 'Teh', price: 1 }), 401, 'invalid_token');
  });
});
