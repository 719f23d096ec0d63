import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiAnswer, type ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { rawRequest } from './raw-request.js';

const FRONTEND = 'https://shop.example';
const INTERNALS =
  /node_modules|\.js:\d|\bat .+:\d+|SELECT |INSERT |typeorm|QueryFailed|ECONN|postgres|argon2|\/home\/|\/app\//i;

/** Security headers of every page and CORS of strangers are in http-surface.spec.ts. */
describe('API8: configuration', () => {
  let stack: TestStack;
  let shop: ApiClient;

  beforeAll(async () => {
    stack = await startTestStack({ env: { FRONTEND_URL: FRONTEND } });
    shop = await stack.newShop();
  });

  afterAll(() => stack.stop());

  const preflight = (origin: string, method: string, headers: string): Promise<ApiAnswer> =>
    stack.anonymous.send('/api/goods', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': headers },
    });

  it.each([
    'null',
    'http://shop.example',
    'https://shop.example:8443',
    'https://SHOP.example.evil.example',
    'https://evilshop.example',
    'https://shop.example, https://evil.example',
    'file://',
    '',
  ])('a page of the origin "%s" is told nothing', async (origin) => {
    for (const answer of [
      await preflight(origin, 'PUT', 'authorization'),
      await shop.send('/api/goods', { headers: { origin } }),
    ]) {
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    }
  });

  it('our front end may send what the API reads, and no more', async () => {
    const { headers, status } = await preflight(FRONTEND, 'PUT', 'authorization,x-evil');
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(FRONTEND);
    expect(headers.get('access-control-allow-methods')).toBe('GET,HEAD,POST,PUT,DELETE');
    expect(headers.get('access-control-allow-headers')).not.toContain('x-evil');
    expect(headers.get('access-control-allow-headers')?.toLowerCase()).toContain('idempotency-key');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    expect(headers.get('access-control-max-age')).toBe('600');
  });

  it('caches are told that the answer depends on the origin, whoever asks', async () => {
    for (const headers of [{ origin: FRONTEND }, { origin: 'https://evil.example' }, {}] as Record<string, string>[]) {
      expect((await shop.send('/api/goods', { headers })).headers.get('vary')).toMatch(/\bOrigin\b/);
    }
    expect((await preflight(FRONTEND, 'PUT', 'authorization')).headers.get('vary')).toMatch(/\bOrigin\b/);
  });

  it('TRACE gives nothing back of what was sent', async () => {
    const { status, text } = await rawRequest(`${shop.url}/api/goods`, 'TRACE', { 'x-secret': 'a secret header' });
    expect([404, 405]).toContain(status);
    expect(text).not.toContain('a secret header');
  });

  it('answers do not say what made them', async () => {
    for (const path of ['/', '/api/goods', '/nowhere', '/docs']) {
      const { headers } = await shop.get(path);
      expect([headers.get('x-powered-by'), headers.get('server')]).toEqual([null, null]);
    }
  });

  it('refusals tell nothing of our inside', async () => {
    const json = { 'content-type': 'application/json' };
    const post = (path: string, body: string, headers = json) => shop.send(path, { method: 'POST', headers, body });
    const answers = [
      await post('/api/goods', '{"name": '),
      await post('/api/goods', '"text"'),
      await post('/api/goods', '[]'),
      await post('/api/goods', '{}', { 'content-type': 'application/json; charset=utf-77' }),
      await post('/api/goods/import', 'no form', { 'content-type': 'multipart/form-data' }),
      await shop.get('/api/goods/%E0%A4%A'),
      await shop.get("/api/goods?sort='; DROP TABLE goods; --"),
      await shop.get('/api/goods?limit=1&limit=0'),
      await shop.get('/api/sales?from=9999-99-99'),
      await stack.anonymous.get('/api/goods'),
      await shop.get('/nowhere'),
    ];
    for (const { status, body } of answers) {
      expect([status >= 400 && status < 500, JSON.stringify(body)]).toEqual([
        true,
        expect.not.stringMatching(INTERNALS),
      ]);
    }
    expectOk(await shop.get('/api/goods'));
  });
});
