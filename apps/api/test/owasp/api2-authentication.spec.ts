import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient, expectOk } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { operationsOf, type Operation } from '@tor/tools/openapi/document';
import { expectProblem, NOBODYS_ID } from '../shop-steps.js';

const credentials = { email: 'ani@shop.example', password: 'correct horse battery' };

/** What a token has to be is in access-tokens.spec.ts and supabase-tokens.spec.ts, accounts in accounts.spec.ts. */
describe('API2: authentication', () => {
  let stack: TestStack;
  let closed: Operation[];
  let session: { access_token: string; refresh_token: string };

  beforeAll(async () => {
    stack = await startTestStack();
    const operations = operationsOf(expectOk(await stack.anonymous.get('/openapi.json')).body);
    closed = operations.filter(({ security }) => security !== undefined);
    expectOk(await stack.anonymous.post('/sign_up', credentials));
    session = expectOk(await stack.anonymous.post('/sign_in', credentials)).body.data;
  });

  afterAll(() => stack.stop());

  it.each<[string, Record<string, string>]>([
    ['no token', {}],
    ['a token that is none', { authorization: 'Bearer a.b.c' }],
  ])('is asked for by every route that is not public, before anything else: %s', async (_, headers) => {
    expect(closed.length).toBeGreaterThan(30);
    for (const { name, method, path } of closed) {
      const answer = await stack.anonymous.send(path.replaceAll(/\{\w+\}/g, NOBODYS_ID), { method, headers });
      expect([name, answer.status, answer.body.code]).toEqual([name, 401, 'invalid_token']);
    }
  });

  it('takes a token from its header alone: no query, cookie or form carries one', async () => {
    const { access_token: token } = session;
    const tries: [string, Record<string, string>][] = [
      [`/api/goods?access_token=${token}&token=${token}`, {}],
      ['/api/goods', { cookie: `access_token=${token}; sb-access-token=${token}` }],
      ['/api/goods', { 'x-access-token': token, apikey: token }],
    ];
    for (const [path, headers] of tries) {
      expectProblem(await stack.anonymous.send(path, { headers }), 401, 'invalid_token');
    }
  });

  it('does not take one kind of token for the other', async () => {
    const asAccess = await stack.anonymous.send('/api/goods', {
      headers: { authorization: `Bearer ${session.refresh_token}` },
    });
    expectProblem(asAccess, 401, 'invalid_token');
    const asRefresh = await stack.anonymous.post('/refresh', { refresh_token: session.access_token });
    expectProblem(asRefresh, 401, 'invalid_token');
  });

  it('sets no cookie, and keeps tokens out of caches', async () => {
    const { headers } = expectOk(await stack.anonymous.post('/sign_in', credentials));
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('cache-control')).toBe('no-store');
    const shop = new ApiClient(stack.stack.apiUrl, session.access_token);
    expect((await shop.get('/api/goods')).headers.get('cache-control')).toBe('no-store');
  });

  it('leaves neither passwords nor tokens in the log', async () => {
    await stack.anonymous.post('/sign_in', { ...credentials, password: 'a wrong password of Ani' });
    const log = stack.log.join('\n');
    for (const secret of [credentials.password, 'a wrong password of Ani', ...Object.values(session).map(String)]) {
      if (secret.length > 8) expect(log).not.toContain(secret);
    }
  });
});
