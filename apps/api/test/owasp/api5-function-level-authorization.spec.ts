import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import type { ApiDocument } from '@tor/tools/openapi/document';
import { addGoods, NOBODYS_ID } from '../shop-steps.js';
import { rawRequest } from './raw-request.js';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND'];
/** What a caller without an operator's rights is told of an operator's pages: nothing. */
const CLOSED = [401, 403, 404];
const OPERATORS = ['/metrics', '/queues', '/admin', '/admin/queues', '/api/users', '/api/admin', '/debug', '/env'];
const NEVER = [
  '/token',
  '/.env',
  '/.git/config',
  '/package.json',
  '/docs/../.env',
  '/server-status',
  '/actuator/health',
];

describe('API5: functions that are not for shops', () => {
  let stack: TestStack;
  let shop: ApiClient;

  beforeAll(async () => {
    // Without a token callers on this machine may read the metrics, and there is no board.
    stack = await startTestStack({
      env: { OPERATOR_TOKEN: 'a-token-of-operators-which-no-shop-has' },
    });
    shop = await stack.newShop();
  });

  afterAll(() => stack.stop());

  it.each(OPERATORS)('%s is closed to shops and to strangers', async (path) => {
    for (const caller of [shop, stack.anonymous]) {
      for (const method of ['GET', 'POST']) {
        expect(CLOSED).toContain((await caller.request(method, path)).status);
      }
    }
  });

  it.each(NEVER)('%s is not there', async (path) => {
    for (const method of ['GET', 'POST']) expect((await shop.request(method, path)).status).toBe(404);
  });

  it('methods that no document declares are refused, on every path', async () => {
    const { paths } = expectOk(await shop.get('/openapi.json')).body as ApiDocument;
    const headers = { authorization: `Bearer ${shop.accessToken}` };
    for (const [path, declared] of Object.entries(paths)) {
      for (const method of METHODS.filter((one) => !(one.toLowerCase() in declared))) {
        const { status } = await rawRequest(shop.url + path.replaceAll(/\{\w+\}/g, NOBODYS_ID), method, headers);
        expect([method, path, [404, 405, 422].includes(status)]).toEqual([method, path, true]);
      }
    }
  });

  it('a header does not turn one method into another', async () => {
    const { id } = await addGoods(shop);
    const headers = { 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE' };
    await shop.send(`/api/goods/${id}?_method=DELETE`, { headers });
    await shop.send(`/api/goods/${id}?_method=DELETE`, { method: 'POST', headers });
    expect(expectOk(await shop.get(`/api/goods/${id}`)).body.data.archived_at).toBeNull();
  });

  it('what is public writes nothing but accounts', async () => {
    const { paths } = expectOk(await shop.get('/openapi.json')).body as ApiDocument;
    const open = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { security }]) => (security ? [] : [`${method} ${path}`])),
    );
    expect(open.sort()).toEqual([
      ...['get /health/live', 'get /health/ready', 'post /refresh', 'post /sign_in', 'post /sign_up'],
    ]);
  });
});
