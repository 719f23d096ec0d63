import { connect } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { startTestStack } from '@tor/testing/test-stack';
import { addGoods, addSale, expectProblem, expectRefusedFields } from './shop-steps.js';
import { startTransferStack, type TransferStack } from './transfer-stack.js';
import { csv, exported, importGoods, rowsOf } from './transfer-steps.js';

const LIMIT = 12;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;

describe('an export', () => {
  let stack: TransferStack;
  let shop: ApiClient;

  beforeAll(async () => {
    stack = await startTransferStack();
    shop = await stack.newShop();
  });

  afterAll(() => stack.stop());

  it('of an empty shop is a header', async () => {
    const empty = await stack.newShop();
    const goods = await exported(empty, '/api/goods/export?number_format=en');
    expect(goods.text).toBe(
      '\uFEFFid,name,category,sku,unit,price,cost_price,stock_quantity,lead_time_days,low_stock_threshold,created_at,archived_at\r\n',
    );
    expect(goods.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(goods.headers.get('content-disposition')).toBe('attachment; filename="goods.csv"');
    const sales = await exported(empty, '/api/sales/export/?number_format=id');
    expect(sales.text).toBe(
      '\uFEFFid;goods_id;goods_name;goods_sku;sale_date;quantity;unit_price;unit_cost;total_revenue;total_profit;created_at\r\n',
    );
    expect(sales.headers.get('content-disposition')).toBe('attachment; filename="sales.csv"');
    expect(Number(sales.headers.get('content-length'))).toBe(Buffer.byteLength(sales.text));
  });

  it('holds all goods and sales, in the order in which they were made', async () => {
    const coffee = await addGoods(shop, {
      name: 'Kopi "Gayo", 250 g',
      category: 'Kopi',
      sku: '=1+1',
      unit: 'pcs',
      price: 48000,
      cost_price: 31000.5,
      stock_quantity: 5,
      lead_time_days: 3,
      low_stock_threshold: 0,
    });
    const tea = await addGoods(shop, { name: 'Teh\r\nhijau', price: 0.1, stock_quantity: 1 });
    const sale = await addSale(shop, coffee.id, { quantity: 2 });
    const deleted = await addSale(shop, coffee.id, { quantity: 1 });
    expectOk(await shop.delete(`/api/sales/${deleted.id}`));
    expectOk(await shop.delete(`/api/goods/${tea.id}`));

    const goods = rowsOf((await exported(shop, '/api/goods/export?number_format=en')).text);
    expect(goods).toEqual([
      {
        id: coffee.id,
        name: 'Kopi "Gayo", 250 g',
        category: 'Kopi',
        sku: "'=1+1",
        unit: 'pcs',
        price: '48000.00',
        cost_price: '31000.50',
        stock_quantity: '3',
        lead_time_days: '3',
        low_stock_threshold: '0',
        created_at: expect.stringMatching(INSTANT),
        archived_at: '',
      },
      {
        id: tea.id,
        name: 'Teh\r\nhijau',
        category: '',
        sku: '',
        unit: '',
        price: '0.10',
        cost_price: '0.00',
        stock_quantity: '1',
        lead_time_days: '',
        low_stock_threshold: '',
        created_at: expect.stringMatching(INSTANT),
        archived_at: expect.stringMatching(INSTANT),
      },
    ]);
    const sales = rowsOf((await exported(shop, '/api/sales/export?number_format=id')).text, ';');
    expect(sales).toEqual([
      {
        id: sale.id,
        goods_id: coffee.id,
        goods_name: 'Kopi "Gayo", 250 g',
        goods_sku: "'=1+1",
        sale_date: '2026-01-05',
        quantity: '2',
        unit_price: '48000,00',
        unit_cost: '31000,50',
        total_revenue: '96000,00',
        total_profit: '33999,00',
        created_at: expect.stringMatching(INSTANT),
      },
    ]);
  });

  it("is written as the shop's language writes", async () => {
    expect((await exported(shop, '/api/goods/export')).text).toContain(';48000,00;');
    expectOk(await shop.put('/api/settings', { language: 'en' }));
    expect((await exported(shop, '/api/goods/export')).text).toContain(',48000.00,');
    expect((await exported(shop, '/api/goods/export?number_format=id')).text).toContain(';48000,00;');
    expectRefusedFields(await shop.get('/api/goods/export?number_format=de'), 'number_format');
    expectRefusedFields(await shop.get('/api/sales/export?number_format=en&number_format=id'), 'number_format');
  });

  it('lets a slow reader wait without a connection to the database', async () => {
    const large = await stack.newShop();
    const lines = Array.from({ length: 20_000 }, (_, index) => `${'x'.repeat(150)} ${index},${index}.00`);
    expectOk(await importGoods(large, csv('name,price', ...lines)));
    const { hostname, port } = new URL(large.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.pause();
    socket.write(
      `GET /api/goods/export HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${large.accessToken}\r\nConnection: close\r\n\r\n`,
    );
    await once(socket, 'readable');
    const busy = await stack.database.query(
      `SELECT pid FROM pg_stat_activity WHERE application_name = 'tor-api' AND state <> 'idle' AND datname = current_database()`,
    );
    expect(busy).toEqual([]);
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk as Buffer);
    const answer = Buffer.concat(chunks);
    const body = answer.subarray(answer.indexOf('\r\n\r\n') + 4);
    expect(Number(/content-length: (\d+)/i.exec(answer.toString('latin1'))?.[1])).toBe(body.length);
    expect(body.toString().split('\r\n')).toHaveLength(20_002);
    // One who leaves in the middle leaves nothing behind either: no file is left when the tests end.
    const leaver = connect(Number(port), hostname);
    leaver.write(`GET /api/goods/export HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${large.accessToken}\r\n\r\n`);
    await once(leaver, 'readable');
    leaver.destroy();
    expectOk(await large.get('/api/goods'));
  });

  it('answers HEAD with the headers alone', async () => {
    const answer = await shop.send('/api/goods/export', { method: 'HEAD' });
    expect(answer.status).toBe(200);
    expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(100);
  });

  it('and import are few a minute for each shop, together', async () => {
    const limited = await startTestStack({ env: { TRANSFER_LIMIT_PER_MINUTE: String(LIMIT) } });
    try {
      const [busy, quiet] = [await limited.newShop(), await limited.newShop()];
      for (let count = 0; count < LIMIT; count += 3) {
        await exported(busy, '/api/goods/export');
        await exported(busy, '/api/sales/export');
        expectOk(await importGoods(busy, csv('name,price', 'Kopi,1')));
      }
      const refused = await busy.get('/api/goods/export');
      expectProblem(refused, 429, 'too_many_requests');
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expectProblem(await importGoods(busy, csv('name,price', 'Kopi,1')), 429, 'too_many_requests');
      expectOk(await busy.get('/api/goods'));
      await exported(quiet, '/api/goods/export');
    } finally {
      await limited.stop();
    }
  });

  it('is documented as what it is', async () => {
    const { paths } = (await stack.anonymous.get('/openapi.json')).body;
    for (const subject of ['goods', 'sales']) {
      const answer = paths[`/api/${subject}/export`].get.responses['200'];
      expect(Object.keys(answer.content)).toEqual(['text/csv']);
      expect(answer.content['text/csv'].example).toMatch(/^id,.*\r\n/);
      const { content } = paths[`/api/${subject}/import`].post.requestBody;
      expect(Object.keys(content)).toEqual(['multipart/form-data']);
      const codes: string[] = paths[`/api/${subject}/import`].post['x-error-codes'];
      expect(codes).toEqual(
        expect.arrayContaining([
          'validation_failed',
          'payload_too_large',
          'idempotency_key_reused',
          'too_many_requests',
        ]),
      );
    }
  });
});
