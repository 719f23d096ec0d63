import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { ApiClient, expectOk } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { expectProblem, expectRefusedFields } from './shop-steps.js';

const PASSWORD = 'correct horse battery';

describe('accounts', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await startTestStack();
  });

  afterAll(() => stack.stop());

  const signUp = (email: unknown, password: unknown = PASSWORD) =>
    stack.anonymous.post('/sign_up', { email, password });
  const signIn = (email: unknown, password: unknown = PASSWORD) =>
    stack.anonymous.post('/sign_in', { email, password });
  const refresh = (token: unknown) => stack.anonymous.post('/refresh', { refresh_token: token });

  it('are opened and signed in to', async () => {
    const opened = expectOk(await signUp('ani@shop.example'));
    expect(opened.body).toEqual({ message: 'User signed up successfully, waiting for confirmation.' });
    const signedIn = expectOk(await signIn('ani@shop.example'));
    expect(signedIn.body).toEqual({
      message: 'User signed in successfully',
      data: {
        access_token: expect.any(String),
        token_type: 'bearer',
        refresh_token: expect.any(String),
        expires_in: 3600,
      },
    });
  });

  it('have tokens with the claims that a Supabase token has', async () => {
    expectOk(await signUp('Budi@Shop.example'));
    const { data } = expectOk(await signIn('budi@shop.example')).body;
    const [user] = await stack.database.query<{ id: string }>("SELECT id FROM users WHERE email = 'budi@shop.example'");
    const claims = decodeJwt(data.access_token);
    expect(claims).toMatchObject({
      sub: user?.id,
      email: 'budi@shop.example',
      role: 'authenticated',
      aud: 'authenticated',
      session_id: expect.any(String),
    });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(data.expires_in);
    expect(decodeProtectedHeader(data.access_token)).toEqual({ alg: 'HS256', typ: 'JWT' });
  });

  it('work with a trailing slash on the path', async () => {
    expectOk(await stack.anonymous.post('/sign_up/', { email: 'slash@shop.example', password: PASSWORD }));
    const signedIn = await stack.anonymous.post('/sign_in/', { email: 'slash@shop.example', password: PASSWORD });
    const { refresh_token } = expectOk(signedIn).body.data;
    expectOk(await stack.anonymous.post('/refresh/', { refresh_token }));
  });

  it('keep no password that could be read', async () => {
    expectOk(await signUp('cici@shop.example'));
    const [account] = await stack.database.query<{ password_hash: string }>(
      "SELECT password_hash FROM local_accounts WHERE email = 'cici@shop.example'",
    );
    expect(account?.password_hash).toMatch(/^\$argon2id\$/);
  });

  it('are one for an address, letter case aside', async () => {
    expectOk(await signUp('dewi@shop.example'));
    expectProblem(await signUp('dewi@shop.example'), 400, 'email_taken');
    expectProblem(await signUp('DEWI@Shop.Example', 'another password'), 400, 'email_taken');
    expectOk(await signIn('Dewi@SHOP.example'));
  });

  it('are one for an address that is signed up ten times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => signUp('eko@shop.example')));
    const statuses = answers.map((answer) => answer.status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 9 }, () => 400)]);
    const users = await stack.database.query("SELECT id FROM users WHERE email = 'eko@shop.example'");
    expect(users).toHaveLength(1);
  });

  it('do not tell a wrong password from an unknown address', async () => {
    expectOk(await signUp('fitri@shop.example'));
    const wrong = await signIn('fitri@shop.example', 'not the password');
    const unknown = await signIn('nobody@shop.example', 'not the password');
    expectProblem(wrong, 400, 'invalid_credentials');
    expectProblem(unknown, 400, 'invalid_credentials');
    expect(wrong.body.detail).toBe(unknown.body.detail);
  });

  describe.each(['/sign_up', '/sign_in'])('%s', (path) => {
    const credentials = { email: 'gita@shop.example', password: PASSWORD };

    it.each<[string, object, string[]]>([
      ['no e-mail address', { email: undefined }, ['email']],
      ['an e-mail address that is none', { email: 'gita at shop' }, ['email']],
      ['an e-mail address of 255 characters', { email: `${'a'.repeat(242)}@shop.example` }, ['email']],
      ['an e-mail address with a NUL character', { email: 'gi\u0000ta@shop.example' }, ['email']],
      ['an e-mail address that is a list', { email: ['gita@shop.example'] }, ['email']],
      ['no password', { password: undefined }, ['password']],
      ['a password of 129 characters', { password: 'p'.repeat(129) }, ['password']],
      ['a password that is a number', { password: 123456789 }, ['password']],
      ['nothing', { email: undefined, password: undefined }, ['email', 'password']],
    ])('refuses %s', async (_, change, fields) => {
      expectRefusedFields(await stack.anonymous.post(path, { ...credentials, ...change }), ...fields);
    });

    it('refuses a request without a body', async () => {
      expectRefusedFields(await stack.anonymous.request('POST', path), 'email', 'password');
    });
  });

  it('need a password of eight characters when they are opened, and only then', async () => {
    expectRefusedFields(await signUp('short@shop.example', '1234567'), 'password');
    expectProblem(await signIn('short@shop.example', '1234567'), 400, 'invalid_credentials');
  });

  it('exchange a refresh token once', async () => {
    expectOk(await signUp('hadi@shop.example'));
    const first = expectOk(await signIn('hadi@shop.example')).body.data;
    const second = expectOk(await refresh(first.refresh_token)).body.data;
    expect(decodeJwt(second.access_token).sub).toBe(decodeJwt(first.access_token).sub);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expectProblem(await refresh(first.refresh_token), 401, 'invalid_token');
    expectOk(await refresh(second.refresh_token));
  });

  it('exchange a refresh token once, also when it is sent ten times at once', async () => {
    expectOk(await signUp('indah@shop.example'));
    const { refresh_token } = expectOk(await signIn('indah@shop.example')).body.data;
    const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(refresh_token)));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(9);
  });

  it('end all their sessions when they sign out, and nobody else their own', async () => {
    expectOk(await signUp('lina@shop.example'));
    expectOk(await signUp('mira@shop.example'));
    const sessions = [expectOk(await signIn('lina@shop.example')), expectOk(await signIn('lina@shop.example'))];
    const other = expectOk(await signIn('mira@shop.example')).body.data;
    const [phone, till] = sessions.map(({ body }) => body.data);
    const shop = new ApiClient(stack.stack.apiUrl, phone.access_token);
    expect(expectOk(await shop.post('/sign_out', undefined)).body).toEqual({ message: 'User signed out successfully' });
    expectProblem(await refresh(phone.refresh_token), 401, 'invalid_token');
    expectProblem(await refresh(till.refresh_token), 401, 'invalid_token');
    expectOk(await refresh(other.refresh_token));
    // Once more does no harm, and signing in again opens a new session.
    expectOk(await shop.post('/sign_out', undefined));
    expectOk(await refresh(expectOk(await signIn('lina@shop.example')).body.data.refresh_token));
    expectProblem(await stack.anonymous.post('/sign_out', undefined), 401, 'invalid_token');
  });

  it('refuse a refresh token that has expired, is unknown or is none', async () => {
    expectOk(await signUp('joko@shop.example'));
    const { refresh_token } = expectOk(await signIn('joko@shop.example')).body.data;
    await stack.database.query("UPDATE refresh_tokens SET expires_at = now() - interval '1 second'");
    expectProblem(await refresh(refresh_token), 401, 'invalid_token');
    expectProblem(await refresh('never given out'), 401, 'invalid_token');
    expectRefusedFields(await refresh(''), 'refresh_token');
    expectRefusedFields(await signIn('half\udfff@shop.example'), 'email');
    expectRefusedFields(await refresh(7), 'refresh_token');
    expectRefusedFields(await refresh(undefined), 'refresh_token');
  });

  it('have no /token form in production', async () => {
    expectOk(await signUp('kiki@shop.example'));
    const body = new URLSearchParams({ username: 'kiki@shop.example', password: PASSWORD });
    expectProblem(await stack.anonymous.send('/token', { method: 'POST', body }), 404, 'not_found');
    const { paths } = (await stack.anonymous.get('/openapi.json')).body;
    expect(Object.keys(paths)).not.toContain('/token');
  });
});
