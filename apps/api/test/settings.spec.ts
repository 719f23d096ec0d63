import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { expectRefusedFields } from './shop-steps.js';

const AT_FIRST = {
  timezone: 'Asia/Jakarta',
  currency: 'IDR',
  language: 'id',
  lead_time_days: 3,
  review_days: 7,
  service_level: 0.95,
  low_stock_threshold: 10,
};

describe('the settings of a shop', () => {
  let stack: TestStack;
  let shop: ApiClient;

  beforeAll(async () => {
    stack = await startTestStack();
    shop = await stack.newShop();
  });

  afterAll(() => stack.stop());

  it('are there from the start', async () => {
    expect(expectOk(await shop.get('/api/settings')).body).toEqual({ data: AT_FIRST });
  });

  it('change one by one and all at once, and stay', async () => {
    const first = expectOk(await shop.put('/api/settings', { timezone: 'Asia/Jayapura' }));
    expect(first.body).toEqual({
      message: 'Settings updated successfully',
      data: { ...AT_FIRST, timezone: 'Asia/Jayapura' },
    });
    const all = {
      timezone: 'Asia/Makassar',
      currency: 'USD',
      language: 'en',
      lead_time_days: 0,
      review_days: 1,
      service_level: 0.999,
      low_stock_threshold: 0,
    };
    expect(expectOk(await shop.put('/api/settings/', all)).body.data).toEqual(all);
    expect(expectOk(await shop.put('/api/settings', {})).body.data).toEqual(all);
    expect(expectOk(await shop.get('/api/settings/')).body.data).toEqual(all);
  });

  it('keep a time zone under its one name, whatever letter case or alias it was given by', async () => {
    const kept = async (timezone: string): Promise<string> =>
      expectOk(await shop.put('/api/settings', { timezone })).body.data.timezone;
    expect(await kept('asia/JAYAPURA')).toBe('Asia/Jayapura');
    expect(await kept('Etc/UTC')).toBe('UTC');
    expect(await kept('Asia/Ujung_Pandang')).toBe('Asia/Makassar');
  });

  it('are each shop its own', async () => {
    const other = await stack.newShop();
    expectOk(await shop.put('/api/settings', { review_days: 30 }));
    expect(expectOk(await other.get('/api/settings')).body.data).toEqual(AT_FIRST);
  });

  it.each([
    ['timezone', ['Mars/Olympus', '+07:00', '', 7, null, 'Asia/Jakarta\u0000']],
    ['currency', ['idr', 'XYZ1', 'ZZZ', '', 360, null]],
    ['language', ['fr', 'ID', '', null]],
    ['lead_time_days', [-1, 366, 1.5, '3', null]],
    ['review_days', [0, 366, 2.5, '7', null]],
    ['service_level', [0.49, 1, 95, '0.95', null]],
    ['low_stock_threshold', [-1, 1.5, 1e10, '10', null]],
  ])('refuse what is no %s, and then change nothing', async (field, values) => {
    const before = expectOk(await shop.get('/api/settings')).body;
    for (const value of values) {
      expectRefusedFields(await shop.put('/api/settings', { language: 'en', [field]: value }), field);
    }
    expect(expectOk(await shop.get('/api/settings')).body).toEqual(before);
  });
});
