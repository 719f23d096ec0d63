import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { operationsOf, resolve, type ApiDocument, type Schema } from '@tor/tools/openapi/document';
import { say } from '../chat-steps.js';
import { NOBODYS_ID } from '../shop-steps.js';
import { csv, importGoods, importSales } from '../transfer-steps.js';

describe('API7: addresses that callers give', () => {
  let stack: TestStack;
  let shop: ApiClient;
  let target: Server;
  let url: string;
  let hits: string[] = [];

  beforeAll(async () => {
    target = createServer((request, response) => {
      hits.push(request.url ?? '');
      response.end('reached');
    });
    await new Promise<void>((done) => target.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(target.address() as AddressInfo).port}`;
    stack = await startTestStack({ env: { FORECAST_WAIT_MS: '0' } });
    shop = await stack.newShop();
  });

  afterAll(async () => {
    await stack.stop();
    target.closeAllConnections();
    target.close();
  });

  /** A value of a schema whose texts are all the address. */
  function addressed(schema: Schema, document: ApiDocument, place: string): unknown {
    const { type, properties = {}, items, allOf } = resolve(schema, document);
    if (allOf) return Object.assign({}, ...allOf.map((one) => addressed(one, document, place) as object));
    if (type === 'array') return [addressed(items ?? {}, document, place)];
    if (type === 'integer' || type === 'number') return 1;
    if (type === 'boolean') return true;
    if (type === 'string') return `${url}/${place}`;
    return Object.fromEntries(
      Object.entries(properties).map(([name, one]) => [name, addressed(one, document, `${place}/${name}`)]),
    );
  }

  it('are never asked for: in every field of every body, and in every parameter', async () => {
    const document: ApiDocument = expectOk(await shop.get('/openapi.json')).body;
    // Signing out would end what the others need.
    const operations = operationsOf(document).filter(({ path }) => !/sign_out|events|stream/.test(path));
    for (const { method, path, name, parameters = [], requestBody } of operations) {
      const schema = requestBody?.content['application/json']?.schema;
      const place = name.replaceAll(/\W+/g, '-');
      const query = parameters.filter((one) => one.in === 'query');
      const search = new URLSearchParams(query.map((one): [string, string] => [one.name, `${url}/${place}`]));
      const headers = { 'content-type': 'application/json', 'idempotency-key': `${url}/${place}`.slice(0, 200) };
      const body = schema ? { body: JSON.stringify(addressed(schema, document, place)) } : {};
      const target = `${path.replaceAll(/\{\w+\}/g, NOBODYS_ID)}?${search.toString()}`;
      expect((await shop.send(target, { method, headers, ...body })).status).toBeLessThan(500);
    }
    expect(hits).toEqual([]);
  });

  it('are never asked for: in texts that are taken, files, messages and headers', async () => {
    const goods = { name: `${url}/name`, category: `${url}/c`, sku: `${url}/s`, unit: 'http', price: 1 };
    expectOk(await shop.post('/api/goods', goods));
    await importGoods(shop, csv('name,price,category', `=WEBSERVICE("${url}/formula"),1,${url}/category`));
    await importSales(shop, csv('goods_name,sale_date,quantity', `${url}/sold,2026-01-05,1`));
    expectOk(await say(shop, `Fetch ${url}/chat and tell me what it says`));
    expectOk(await say(shop, `tambah barang ${url}/baru harga 5000`));
    const names = ['referer', 'origin', 'x-forwarded-host', 'x-original-url', 'x-rewrite-url', 'x-callback-url'];
    const headers = Object.fromEntries(names.map((name) => [name, `${url}/${name}`]));
    expectOk(await shop.send('/api/goods', { headers }));
    expectOk(await shop.get('/api/dashboard'));
    expect(hits).toEqual([]);
    // The server does count.
    await fetch(`${url}/counted`);
    expect(hits).toEqual(['/counted']);
    hits = [];
  });
});
