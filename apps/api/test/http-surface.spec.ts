import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';

const FRONTEND = 'https://shop.example';
const SECOND_FRONTEND = 'http://localhost:3000';
const STRANGER = 'https://stranger.example';

/** Operations that answer something else than 200 when all is well. */
const GOOD_ANSWERS: Readonly<Record<string, string>> = {
  'post /api/forecast/jobs': '202',
};

interface Operation {
  readonly summary?: string;
  readonly responses: Record<string, { content?: Record<string, { schema?: object }> }>;
}

async function page(stack: TestStack, path: string): Promise<{ response: Response; text: string }> {
  const response = await fetch(stack.stack.apiUrl + path);
  return { response, text: await response.text() };
}

async function allowedOrigin(stack: TestStack, origin: string): Promise<string | null> {
  const headers = { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'authorization' };
  const preflight = await fetch(`${stack.stack.apiUrl}/api/goods`, { method: 'OPTIONS', headers });
  const call = await stack.anonymous.send('/api/goods', { headers: { origin } });
  expect(call.status).toBe(401);
  expect(preflight.status).toBe(204);
  expect(call.headers.get('access-control-allow-origin')).toBe(preflight.headers.get('access-control-allow-origin'));
  return call.headers.get('access-control-allow-origin');
}

describe('in production', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await startTestStack({ env: { FRONTEND_URL: `${FRONTEND}, ${SECOND_FRONTEND}` } });
  });

  afterAll(() => stack.stop());

  it('the front ends alone may call from a browser', async () => {
    expect(await allowedOrigin(stack, FRONTEND)).toBe(FRONTEND);
    expect(await allowedOrigin(stack, SECOND_FRONTEND)).toBe(SECOND_FRONTEND);
    expect(await allowedOrigin(stack, STRANGER)).toBeNull();
    expect(await allowedOrigin(stack, `${FRONTEND}.stranger.example`)).toBeNull();
    expect(await allowedOrigin(stack, 'null')).toBeNull();
  });

  it('a browser may send what the API reads and read what it answers', async () => {
    const headers = { origin: FRONTEND, 'access-control-request-method': 'DELETE' };
    const preflight = await fetch(`${stack.stack.apiUrl}/api/goods`, {
      method: 'OPTIONS',
      headers: { ...headers, 'access-control-request-headers': 'authorization,content-type,x-request-id' },
    });
    expect(preflight.headers.get('access-control-allow-methods')).toContain('DELETE');
    expect(preflight.headers.get('access-control-allow-headers')).toMatch(/^Authorization,Content-Type,/);
    const call = await stack.anonymous.send('/health/live', { headers: { origin: FRONTEND } });
    expect(call.headers.get('access-control-expose-headers')).toBe('X-Request-Id,Retry-After,Idempotency-Replayed');
  });

  it.each(['/health/live', '/api/goods', '/docs', '/redoc', '/openapi.json', '/nowhere'])(
    'security headers are on %s',
    async (path) => {
      const { headers } = await stack.anonymous.get(path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('strict-transport-security')).toMatch(/max-age=\d+/);
      expect(headers.get('content-security-policy')).toContain("script-src 'self';");
      expect(headers.get('x-powered-by')).toBeNull();
    },
  );

  it.each(['/docs', '/docs/'])('%s is Swagger UI, with its scripts', async (path) => {
    const { response, text } = await page(stack, path);
    expect(response.status).toBe(200);
    expect(text).toContain('swagger-ui');
    const scripts = [...text.matchAll(/<script src="([^"]+)"/g)].map(([, source]) => source ?? '');
    expect(scripts.length).toBeGreaterThanOrEqual(2);
    for (const source of scripts) {
      const script = await page(stack, new URL(source, response.url).pathname);
      expect([source, script.response.status]).toEqual([source, 200]);
      expect(script.response.headers.get('content-type')).toContain('javascript');
    }
    // The page's policy forbids scripts in the page itself.
    expect(text).not.toMatch(/<script(?![^>]*src=)[^>]*>\s*\S/);
  });

  it.each(['/redoc', '/redoc/'])('%s is ReDoc, with its script', async (path) => {
    const { response, text } = await page(stack, path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(text).toContain('<redoc spec-url="/openapi.json"');
    expect(text).toContain('src="/redoc/redoc.standalone.js"');
    const script = await page(stack, '/redoc/redoc.standalone.js');
    expect(script.response.headers.get('content-type')).toContain('javascript');
    expect(script.text.length).toBeGreaterThan(100_000);
  });

  it.each(['/openapi.json', '/openapi.json/'])('%s describes every operation', async (path) => {
    const { body } = expectOk(await stack.anonymous.get(path));
    expect(body.openapi).toMatch(/^3\./);
    const paths: Record<string, Record<string, Operation>> = body.paths;
    const operations = Object.entries(paths).flatMap(([route, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${route}`, ...operation })),
    );
    expect(operations.length).toBeGreaterThanOrEqual(14);
    for (const { name, summary, responses } of operations) {
      expect([name, summary]).toEqual([name, expect.stringMatching(/\w{3}/)]);
      const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
      expect([name, good]).toEqual([name, [[GOOD_ANSWERS[name] ?? '200', expect.anything()]]]);
      expect([name, Object.values(good[0]?.[1].content ?? {})]).toEqual([
        name,
        [expect.objectContaining({ schema: expect.any(Object), example: expect.anything() })],
      ]);
      for (const [status, { content }] of Object.entries(responses).filter(([code]) => code >= '400')) {
        expect([name, status, Object.keys(content ?? {})]).toEqual([name, status, ['application/problem+json']]);
      }
    }
  });

  it('the document refers to nothing that it does not hold, and marks what must be given', async () => {
    const { body } = await stack.anonymous.get('/openapi.json');
    const schemas = Object.keys(body.components.schemas);
    const references = [...JSON.stringify(body).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
    expect(references.length).toBeGreaterThan(20);
    expect(references.filter((name) => !schemas.includes(name ?? ''))).toEqual([]);
    expect(body.components.schemas.GoodsCreate.required).toEqual(['name', 'price']);
    expect(body.components.schemas.GoodsUpdate.required).toBeUndefined();
    expect(body.components.schemas.SaleCreate.required).toEqual(['goods_id', 'quantity', 'sale_date']);
  });
});

describe('in development', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await startTestStack({ env: { DEV_ENV: 'dev', FRONTEND_URL: FRONTEND } });
  });

  afterAll(() => stack.stop());

  it('every origin may call from a browser', async () => {
    expect(await allowedOrigin(stack, FRONTEND)).toBe(FRONTEND);
    expect(await allowedOrigin(stack, STRANGER)).toBe(STRANGER);
  });

  it("the document knows the form that Swagger's Authorize button sends", async () => {
    const { body } = expectOk(await stack.anonymous.get('/openapi.json'));
    expect(body.paths['/token'].post.requestBody.content).toHaveProperty('application/x-www-form-urlencoded');
    expect(body.components.securitySchemes).toMatchObject({
      oauth2: { type: 'oauth2', flows: { password: { tokenUrl: '/token' } } },
    });
  });
});
