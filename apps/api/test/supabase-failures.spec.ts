import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient, expectOk, type ApiAnswer } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { startScriptedSupabase, type Instead, type ScriptedSupabase } from './scripted-supabase.js';
import { expectProblem } from './shop-steps.js';

const credentials = { email: 'ani@shop.example', password: 'a good password' };

const json = (status: number, body: unknown): Instead => ({ status, body: JSON.stringify(body) });
const HTML = { 'content-type': 'text/html' };

/** What a provider, or what stands before it, answers when it does not work. */
const BROKEN: readonly (readonly [string, Instead])[] = [
  ['has too many requests', json(429, { code: 'over_request_rate_limit', msg: 'Too many requests' })],
  ['has an error', json(500, { msg: 'Internal Server Error' })],
  ['is behind a gateway without it', { status: 502, body: '<html>Bad Gateway</html>', headers: HTML }],
  ['is a page', { status: 200, body: '<!doctype html><title>Welcome</title>', headers: HTML }],
  ['is a page of refusal', { status: 403, body: '<html>Forbidden</html>', headers: HTML }],
  ['is garbage', { status: 200, body: '{"access_token": ' }],
  ['answers nothing', { status: 200, body: '' }],
  ['answers null', json(200, null)],
  ['answers a list', json(200, [])],
  ['answers an empty object', json(200, {})],
  ['answers a session of other types', json(200, { access_token: 7, refresh_token: {}, expires_in: 'soon' })],
  ['knows no such path', json(404, { message: 'no Route matched' })],
  ['does not know our key', json(401, { message: 'Invalid API key' })],
  ['answers without an end', { status: 200, body: JSON.stringify({ padding: 'x'.repeat(5_000_000) }) }],
  ['has not answered in time', 'hang'],
  ['drips', 'drip'],
];

describe('while Supabase does not work', () => {
  let supabase: ScriptedSupabase;
  let test: TestStack;
  let shop: ApiClient;
  let process: number | undefined;

  beforeAll(async () => {
    supabase = await startScriptedSupabase();
    test = await startTestStack({ env: { SUPABASE_URL: supabase.url, SUPABASE_KEY: 'anon-key', TOR_JWT_SECRET: '' } });
    shop = new ApiClient(test.stack.apiUrl, await supabase.token(randomUUID()));
    expectOk(await shop.get('/api/goods'));
    process = test.stack.pids()['api'];
  });

  afterEach(() => {
    supabase.instead = null;
    supabase.down = false;
  });

  afterAll(async () => {
    await test.stop();
    await supabase.stop();
  });

  function expectUnavailable(answer: ApiAnswer): void {
    expectProblem(answer, 503, 'auth_provider_unavailable');
    expect(answer.headers.get('retry-after')).not.toBeNull();
  }

  it.each(BROKEN)('and %s, signing up, in, on and out is 503, and known keys go on', async (_, instead) => {
    supabase.instead = instead;
    const answers = await Promise.all([
      test.anonymous.post('/sign_up', credentials),
      test.anonymous.post('/sign_in', credentials),
      test.anonymous.post('/refresh', { refresh_token: 'of an earlier session' }),
    ]);
    for (const answer of answers) expectUnavailable(answer);
    expectOk(await shop.get('/api/goods'));
    expect(test.stack.pids()['api']).toBe(process);
  });

  it('signing out says that it has not', async () => {
    supabase.down = true;
    expectUnavailable(await shop.post('/sign_out', undefined));
    supabase.down = false;
    supabase.instead = json(401, { message: 'Invalid API key' });
    expectUnavailable(await shop.post('/sign_out', undefined));
  });

  it('a session that it has ended already is signed out', async () => {
    supabase.instead = json(403, { code: 403, error_code: 'session_not_found', msg: 'Session not found' });
    expectOk(await shop.post('/sign_out', undefined));
  });

  it('its own words about a sign-up come through short and printable', async () => {
    supabase.instead = json(422, { error_code: 'weak_password', msg: `too weak\r\n\u0000${'!'.repeat(5000)}` });
    const answer = await test.anonymous.post('/sign_up', credentials);
    expectProblem(answer, 400, 'sign_up_refused');
    expect(answer.body.detail).toMatch(/^The sign-up was refused: too weak !+$/);
    expect(answer.body.detail.length).toBeLessThan(300);
  });

  it('a redirect is not followed, and the key not handed on', async () => {
    const requests: string[] = [];
    const elsewhere = await listening((url) => requests.push(url));
    const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/internal`;
    try {
      supabase.instead = { status: 307, body: '', headers: { location } };
      expectUnavailable(await test.anonymous.post('/sign_in', credentials));
      expectUnavailable(await test.anonymous.post('/refresh', { refresh_token: 'of an earlier session' }));
      expectUnavailable(await shop.post('/sign_out', undefined));
      expect(requests).toEqual([]);
    } finally {
      elsewhere.close();
    }
  });

  it('its log names the cause, and neither key nor password', () => {
    const log = test.log.join('\n');
    expect(log).toContain('The sign-in service is out of reach: AuthApiError 401: Invalid API key');
    expect(log).not.toContain('anon-key');
    expect(log).not.toContain(credentials.password);
  });
});

describe('while Supabase has not worked since the start', () => {
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

  it('tokens are answered with 503, also when it accepts the question and says nothing', async () => {
    supabase.instead = 'hang';
    const shop = new ApiClient(test.stack.apiUrl, await supabase.token(randomUUID()));
    expectProblem(await shop.get('/api/goods'), 503, 'auth_provider_unavailable');
    supabase.instead = null;
  });

  it('tokens are answered with 503 and not 401, and the keys are not asked for by each of them', async () => {
    supabase.down = true;
    const tokens = await Promise.all(Array.from({ length: 30 }, () => supabase.token(randomUUID())));
    const answers = await Promise.all(tokens.map((token) => new ApiClient(test.stack.apiUrl, token).get('/api/goods')));
    for (const answer of answers) expectProblem(answer, 503, 'auth_provider_unavailable');
    expect(supabase.keyRequests).toBeLessThan(10);
  });
});

async function listening(onRequest: (url: string) => void): Promise<Server> {
  const server = createServer((request, response) => {
    onRequest(request.url ?? '');
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
