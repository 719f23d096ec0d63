import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiAnswer, type ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import type { BatchedSaleResult } from '../src/sales/dto/sales-batch.js';
import { addGoods, expectProblem, expectRefusedFields, NOBODYS_ID, stockOf } from './shop-steps.js';

describe('a batch of sales', () => {
  let stack: TestStack;
  let shop: ApiClient;
  let goodsId: string;

  beforeAll(async () => {
    stack = await startTestStack();
    shop = await stack.newShop();
  });

  beforeEach(async () => {
    goodsId = (await addGoods(shop, { stock_quantity: 10 })).id;
  });

  afterAll(() => stack.stop());

  const sale = (change: object = {}): object => ({
    idempotency_key: randomUUID(),
    goods_id: goodsId,
    quantity: 1,
    sale_date: '2026-01-05',
    ...change,
  });
  const send = (sales: unknown): Promise<ApiAnswer> => shop.post('/api/sales/batch', { sales });
  const resultsOf = (answer: ApiAnswer): BatchedSaleResult[] => expectOk(answer).body.data.results;
  const salesInBooks = (): Promise<unknown[]> =>
    stack.database.query('SELECT id FROM sales WHERE goods_id = $1', [goodsId]);

  it('books each sale, in the order in which it was sent', async () => {
    const answer = expectOk(await send([sale({ quantity: 2 }), sale({ quantity: 3, sale_date: '2026-01-06' })]));
    expect(answer.body.message).toBe('Sales batch processed');
    expect(answer.body.data).toMatchObject({ booked: 2, refused: 0 });
    expect(resultsOf(answer)).toMatchObject([
      { status: 200, replayed: false, sale: { goods_id: goodsId, quantity: 2, sale_date: '2026-01-05' } },
      { status: 200, replayed: false, sale: { goods_id: goodsId, quantity: 3, sale_date: '2026-01-06' } },
    ]);
    expect(await stockOf(shop, goodsId)).toBe(5);
  });

  it('books what can be booked and says of each other sale why it was refused', async () => {
    const results = resultsOf(
      await send([
        sale({ quantity: 8 }),
        sale({ quantity: 3 }),
        sale({ goods_id: NOBODYS_ID }),
        sale({ quantity: 0 }),
        sale({ idempotency_key: '' }),
        { quantity: 1 },
        sale({ quantity: 2 }),
      ]),
    );
    expect(results.map(({ status, code }) => [status, code])).toEqual([
      [200, undefined],
      [400, 'insufficient_stock'],
      [404, 'goods_not_found'],
      [422, 'validation_failed'],
      [422, 'validation_failed'],
      [422, 'validation_failed'],
      [200, undefined],
    ]);
    expect(results[1]?.detail).toBe('Not enough stock: 2 available, 3 requested');
    expect(results[3]?.errors?.map(({ field }) => field)).toEqual(['quantity']);
    expect(results[4]?.errors?.map(({ field }) => field)).toEqual(['idempotency_key']);
    expect(results[5]?.idempotency_key).toBeNull();
    expect(await stockOf(shop, goodsId)).toBe(0);
    expect(await salesInBooks()).toHaveLength(2);
  });

  it('sent again books nothing twice, and what was refused is tried anew', async () => {
    const sales = [sale({ quantity: 4 }), sale({ quantity: 20 })];
    const first = resultsOf(await send(sales));
    expectOk(await shop.put(`/api/goods/${goodsId}`, { stock_quantity: 30 }));
    const second = resultsOf(await send(sales));
    expect(second[0]).toEqual({ ...first[0], replayed: true });
    expect(first[1]?.status).toBe(400);
    expect(second[1]).toMatchObject({ status: 200, replayed: false });
    expect(await stockOf(shop, goodsId)).toBe(10);
  });

  it('knows the key of a sale that was sent alone, and the other way round', async () => {
    const { idempotency_key: key, ...body } = sale() as Record<string, string>;
    const alone = (): Promise<ApiAnswer> =>
      shop.send('/api/sales', {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', 'idempotency-key': key ?? '' },
      });
    const first = expectOk(await alone()).body.data;
    expect(resultsOf(await send([{ idempotency_key: key, ...body }]))).toEqual([
      { idempotency_key: key, status: 200, replayed: true, sale: first },
    ]);
    expect(expectOk(await alone()).body.data).toEqual(first);
    expect(await salesInBooks()).toHaveLength(1);
  });

  it('refuses a key that stands for two different sales', async () => {
    const idempotency_key = randomUUID();
    const results = resultsOf(
      await send([sale({ idempotency_key }), sale({ idempotency_key, quantity: 2 }), sale({ idempotency_key })]),
    );
    expect(results.map(({ status, code, replayed }) => [status, code, replayed])).toEqual([
      [200, undefined, false],
      [422, 'idempotency_key_reused', false],
      [200, undefined, true],
    ]);
    expect(await salesInBooks()).toHaveLength(1);
  });

  it('sent by ten at once books each sale once', async () => {
    const sales = Array.from({ length: 5 }, () => sale());
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(sales)));
    for (const answer of answers)
      expect(resultsOf(answer).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(await salesInBooks()).toHaveLength(5);
    expect(await stockOf(shop, goodsId)).toBe(5);
  });

  it('takes a key for the whole as well', async () => {
    const key = randomUUID();
    const whole = (sales: unknown): Promise<ApiAnswer> =>
      shop.send('/api/sales/batch', {
        method: 'POST',
        body: JSON.stringify({ sales }),
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
      });
    const sales = [sale(), sale({ quantity: 100 })];
    const first = expectOk(await whole(sales));
    const again = expectOk(await whole(sales));
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expectProblem(await whole([sale()]), 422, 'idempotency_key_reused');
    expect(await salesInBooks()).toHaveLength(1);
  });

  it('holds 500 sales with long keys, and not one more', async () => {
    expectOk(await shop.put(`/api/goods/${goodsId}`, { stock_quantity: 500 }));
    const sales = Array.from({ length: 500 }, (_, index) =>
      sale({ idempotency_key: `${randomUUID()}-${index}`.padEnd(255, 'x') }),
    );
    const { data } = expectOk(await send(sales)).body;
    expect([data.booked, data.refused]).toEqual([500, 0]);
    expect(await stockOf(shop, goodsId)).toBe(0);
    expectRefusedFields(await send([...sales, sale()]), 'sales');
  });

  it.each([
    ['is missing', undefined],
    ['is empty', []],
    ['is no list', { 0: {} }],
    ['holds what is no sale', [7, 'sale', null]],
    ['holds a list', [[]]],
  ])('is refused when its list %s', async (_, sales) => {
    const answer = await send(sales);
    expectRefusedFields(answer, 'sales');
  });
});
