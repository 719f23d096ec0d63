import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { addGoods, addSale, expectBalanced } from './shop-steps.js';
import { startTransferStack, type TransferStack } from './transfer-stack.js';
import { exported, importGoods, importSales } from './transfer-steps.js';

/** What goes wrong in CSV files. */
const NAMES = [
  'Kopi "Gayo"',
  'comma, semicolon; tab\tend',
  'two\nlines',
  'two\r\nlines',
  'a\rcarriage return',
  '=SUM(A1:A9)',
  '+62 812 345',
  '-',
  '@here',
  '＝full width',
  "'quoted",
  "'=quoted formula",
  "''@twice",
  '"',
  '""',
  "'",
  ',',
  '😀 emoji 👩‍👩‍👧',
  'ünïcödé ١٢٣',
  '1.500',
  '2026-01-05',
  'TRUE',
  'null',
  'Twin',
  'Twin',
  'TWIN',
];

describe('a shop that moves', () => {
  let stack: TransferStack;
  let shop: ApiClient;

  beforeAll(async () => {
    stack = await startTransferStack();
    shop = await stack.newShop();
    for (const [index, name] of NAMES.entries()) {
      const goods = await addGoods(shop, {
        name,
        price: (1 + index * 123456) / 100,
        cost_price: index % 3 === 0 ? 0 : 999.99,
        stock_quantity: 10 + index,
        category: index % 2 === 0 ? name.slice(0, 100) : null,
        sku: index % 4 === 0 ? name.slice(0, 64) : null,
        unit: index % 5 === 0 ? name.slice(0, 32) : null,
        lead_time_days: index % 3 === 0 ? index : null,
        low_stock_threshold: index % 7 === 0 ? index : null,
      });
      const sale = await addSale(shop, goods.id, { quantity: 1 + (index % 5), sale_date: '2026-01-05' });
      const edited = await addSale(shop, goods.id, { quantity: 2, sale_date: '2026-02-28' });
      expectOk(await shop.put(`/api/sales/${edited.id}`, { quantity: 3, sale_date: '2025-12-31' }));
      expectOk(await shop.put(`/api/goods/${goods.id}`, { price: 777, cost_price: 888.88 }));
      if (index % 4 === 1) expectOk(await shop.delete(`/api/sales/${sale.id}`));
      if (index % 6 === 2) expectOk(await shop.delete(`/api/goods/${goods.id}`));
    }
    expectOk(await shop.put('/api/settings', { language: 'en' }));
  });

  afterAll(() => stack.stop());

  it.each(['en', 'id'])('takes everything along, byte for byte: number_format=%s', async (format) => {
    const path = (subject: string): string => `/api/${subject}/export?number_format=${format}`;
    const before = { goods: await exported(shop, path('goods')), sales: await exported(shop, path('sales')) };
    expect(before.goods.text.length).toBeGreaterThan(2000);

    // Nobody has to say what the files are in.
    const there = await stack.newShop();
    expect(expectOk(await importGoods(there, before.goods.text)).body.data).toMatchObject({ created: NAMES.length });
    expectOk(await importSales(there, before.sales.text));
    expect((await exported(there, path('goods'))).text).toBe(before.goods.text);
    expect((await exported(there, path('sales'))).text).toBe(before.sales.text);
    await expectBalanced(there);

    // Told, it is the same; again, it changes nothing.
    const told = { fields: { number_format: format } };
    expect(expectOk(await importGoods(there, before.goods.text, told)).body.data).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: NAMES.length,
    });
    const again = await importSales(there, before.sales.text, told);
    expect(again.status).toBe(422);
    expect(again.body.errors[0].message).toBe('this sale is already booked');
    expect((await exported(there, path('goods'))).text).toBe(before.goods.text);
    expect((await exported(there, path('sales'))).text).toBe(before.sales.text);
  });

  it('has the same dashboard and the same forecast input afterwards', async () => {
    const there = await stack.newShop();
    expectOk(await importGoods(there, (await exported(shop, '/api/goods/export')).text));
    expectOk(await importSales(there, (await exported(shop, '/api/sales/export')).text));
    for (const month of ['year=2025&month=12', 'year=2026&month=1', 'year=2026&month=2']) {
      const path = `/api/dashboard/?${month}`;
      expect(expectOk(await there.get(path)).body).toEqual(expectOk(await shop.get(path)).body);
    }
    await expectBalanced(shop);
  });
});
