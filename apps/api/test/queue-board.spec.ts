import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiAnswer } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { expectProblem } from './shop-steps.js';

const TOKEN = 'an-operator-token-of-more-than-32-characters';
const basic = (password: string, name = 'operator'): string =>
  `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;

function ask(stack: TestStack, path: string, authorization?: string, init: RequestInit = {}): Promise<ApiAnswer> {
  return stack.anonymous.send(path, { ...init, headers: { ...(authorization && { authorization }), ...init.headers } });
}

describe('the board of the queue', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await startTestStack({ env: { OPERATOR_TOKEN: TOKEN } });
  });

  afterAll(() => stack.stop());

  it.each([
    ['the password of anybody', basic(TOKEN)],
    ['the password of nobody', basic(TOKEN, '')],
    ['a bearer token', `Bearer ${TOKEN}`],
  ])('is shown for the token as %s', async (_, authorization) => {
    const page = await fetch(`${stack.stack.apiUrl}/queues/`, { headers: { authorization } });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<title>Tor Monitor queues</title>');
  });

  it('comes with its scripts and styles, and a policy that lets nothing else in', async () => {
    const authorization = basic(TOKEN);
    const page = await fetch(`${stack.stack.apiUrl}/queues`, { headers: { authorization } });
    const html = await page.text();
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('x-powered-by')).toBeNull();
    expect(html).toContain('<base href="/queues/" />');
    const assets = [...html.matchAll(/(?:src|href)="(static\/[^"]+)"/g)].map(([, path]) => path);
    expect(assets.length).toBeGreaterThanOrEqual(4);
    for (const asset of assets) {
      expect((await ask(stack, `/queues/${asset}`)).status).toBe(401);
      expect((await ask(stack, `/queues/${asset}`, authorization)).status).toBe(200);
    }
    // Everywhere else the policy is what it was.
    expect((await stack.anonymous.get('/docs')).headers.get('content-security-policy')).toContain("default-src 'self'");
  });

  it('shows a job, of which it knows the shop and nothing else about it', async () => {
    const shop = await stack.newShop();
    const asked = await shop.post('/api/forecast/jobs', undefined);
    expect(asked.status).toBe(202);
    const listed = expectOk(await ask(stack, '/queues/api/queues?activeQueue=forecast&status=latest', basic(TOKEN)));
    const [queue] = listed.body.queues;
    expect(queue).toMatchObject({ name: 'forecast', readOnlyMode: true, allowRetries: false });
    const job = queue.jobs.find(({ id }: { id: string }) => id === asked.body.data.id);
    expect(job).toMatchObject({ name: 'forecast-shop', data: { tenantId: shop.userId } });
    expect(Object.keys(job.data)).toEqual(['tenantId']);
    expect(JSON.stringify(listed.body)).not.toContain('@shop.example');
    expectOk(await ask(stack, `/queues/api/queues/forecast/${job.id}`, basic(TOKEN)));
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('changes nothing at a %s, be it signed in', async (method) => {
    const before = await stack.database.query('SELECT id, state FROM bullmq.job ORDER BY id');
    for (const path of [
      '/queues/api/queues/pause',
      '/queues/api/queues/forecast/empty',
      '/queues/api/queues/forecast/add',
    ]) {
      const answer = await ask(stack, path, basic(TOKEN), { method, headers: { origin: 'https://stranger.example' } });
      expectProblem(answer, 405, 'method_not_allowed');
      expect(answer.headers.get('allow')).toBe('GET, HEAD');
    }
    expect(await stack.database.query('SELECT id, state FROM bullmq.job ORDER BY id')).toEqual(before);
  });

  it('asks a browser for the password, and lets no user of a shop in', async () => {
    const shop = await stack.newShop();
    for (const path of ['/queues', '/queues/', '/QUEUES/api/queues', '/queues/api/redis/stats', '/queues/nowhere']) {
      const answer = await ask(stack, path);
      expectProblem(answer, 401, 'invalid_token');
      expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm="/);
      expect((await shop.get(path)).status).toBe(401);
    }
  });
});

describe('the board of the queue, for who guesses', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await startTestStack({ env: { OPERATOR_TOKEN: TOKEN } });
  });

  afterAll(() => stack.stop());

  it('is closed after ten wrong tokens in a minute, sent at once or one by one', async () => {
    const wrong = [
      ...[basic(''), basic(`${TOKEN}x`), basic(TOKEN.slice(1)), `Basic ${TOKEN}`, 'Basic %%%', `Bearer ${TOKEN}x`],
      ...Array.from({ length: 30 }, (_, guess) => basic(`guess ${guess}`)),
    ];
    const answers = await Promise.all(wrong.map((authorization) => ask(stack, '/queues', authorization)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(wrong.length - 10);
    const refused = await ask(stack, '/queues', basic(TOKEN));
    expectProblem(refused, 429, 'too_many_requests');
    expect(refused.headers.get('retry-after')).toBe('60');
  });
});

describe('the board of the queue, without an operator token', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await startTestStack();
  });

  afterAll(() => stack.stop());

  it.each(['/queues', '/queues/', '/queues/api/queues'])('is not there: %s', async (path) => {
    for (const authorization of [undefined, basic(''), basic(TOKEN), 'Bearer ']) {
      expectProblem(await ask(stack, path, authorization), 404, 'not_found');
    }
  });
});
