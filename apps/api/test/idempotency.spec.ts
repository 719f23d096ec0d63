import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiAnswer, type ApiClient } from '@tor/testing/api-client';
import { freePort } from '@tor/testing/redis-server';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { addGoods, expectProblem, expectRefusedFields, NOBODYS_ID, stockOf } from './shop-steps.js';

describe('a request with an Idempotency-Key', () => {
  let stack: TestStack;
  let shop: ApiClient;
  let goodsId: string;

  beforeAll(async () => {
    stack = await startTestStack({ port: await freePort() });
    shop = await stack.newShop();
  });

  beforeEach(async () => {
    goodsId = (await addGoods(shop, { stock_quantity: 100 })).id;
  });

  afterAll(() => stack.stop());

  const post = (path: string, key: string, body: unknown, caller = shop): Promise<ApiAnswer> =>
    caller.send(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
    });
  const sale = (quantity = 1): object => ({ goods_id: goodsId, quantity, sale_date: '2026-01-05' });
  const salesOf = async (id: string): Promise<number> =>
    expectOk(await shop.get(`/api/sales?goods_id=${id}`)).body.total;

  it('sent 50 times at once books one sale and gets 50 identical answers', async () => {
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 50 }, () => post('/api/sales', key, sale(3))));
    const [first] = answers.map(expectOk);
    for (const { body } of answers) expect(body).toEqual(first?.body);
    expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === null)).toHaveLength(1);
    expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === 'true')).toHaveLength(49);
    expect(await salesOf(goodsId)).toBe(1);
    expect(await stockOf(shop, goodsId)).toBe(97);
  });

  it('gets the same bytes again, also when the sale has changed since', async () => {
    const key = randomUUID();
    const bytes = async (): Promise<string> => {
      const response = await fetch(`${shop.url}/api/sales`, {
        method: 'POST',
        body: JSON.stringify(sale()),
        headers: {
          authorization: `Bearer ${shop.accessToken}`,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
      });
      return response.text();
    };
    const first = await bytes();
    expectOk(await shop.delete(`/api/sales/${JSON.parse(first).data.id}`));
    expect(await bytes()).toBe(first);
    expect(await salesOf(goodsId)).toBe(0);
  });

  it('is refused when the key was used for another body, path or query', async () => {
    const key = randomUUID();
    expectOk(await post('/api/sales', key, sale(1)));
    expectProblem(await post('/api/sales', key, sale(2)), 422, 'idempotency_key_reused');
    expectProblem(await post('/api/goods', key, sale(1)), 422, 'idempotency_key_reused');
    expectProblem(await post('/api/sales?again=1', key, sale(1)), 422, 'idempotency_key_reused');
    expectOk(await post('/api/sales/', key, sale(1)));
    expect(await salesOf(goodsId)).toBe(1);
  });

  it('keeps nothing of a refusal: tried again, it is tried anew', async () => {
    const key = randomUUID();
    expectProblem(await post('/api/sales', key, sale(101)), 400, 'insufficient_stock');
    expectOk(await shop.put(`/api/goods/${goodsId}`, { stock_quantity: 200 }));
    expectOk(await post('/api/sales', key, sale(101)));
    expect(await stockOf(shop, goodsId)).toBe(99);

    const other = randomUUID();
    expectProblem(await post('/api/sales', other, { ...sale(), goods_id: NOBODYS_ID }), 404, 'goods_not_found');
    expectProblem(await post('/api/sales', other, { quantity: 1 }), 422, 'validation_failed');
    expectOk(await post('/api/sales', other, sale()));
  });

  it('is a shop its own: another may use the same key', async () => {
    const key = randomUUID();
    const other = await stack.newShop();
    const mine = expectOk(await post('/api/goods', key, { name: 'Kopi', price: 1 }));
    const theirs = expectOk(await post('/api/goods', key, { name: 'Kopi', price: 1 }, other));
    expect(theirs.body.data.id).not.toBe(mine.body.data.id);
    expect(theirs.body.data.user_id).toBe(other.userId);
  });

  it('is kept for 24 hours, and then forgotten', async () => {
    const key = randomUUID();
    const first = expectOk(await post('/api/sales', key, sale()));
    const [kept] = await stack.database.query<{ hours: number }>(
      `SELECT round(extract(epoch FROM expires_at - now()) / 3600)::int AS hours FROM idempotency_keys WHERE key = $1`,
      [key],
    );
    expect(kept?.hours).toBe(24);
    await stack.database.query(`UPDATE idempotency_keys SET expires_at = now() WHERE key = $1`, [key]);
    const second = expectOk(await post('/api/sales', key, sale(2)));
    expect(second.body.data.id).not.toBe(first.body.data.id);
    expect(await stockOf(shop, goodsId)).toBe(97);
  });

  it('clears away what has expired', async () => {
    for (let request = 0; request < 3; request++) expectOk(await post('/api/sales', randomUUID(), sale()));
    await stack.database.query(`UPDATE idempotency_keys SET expires_at = now() WHERE user_id = $1`, [shop.userId]);
    expectOk(await post('/api/sales', randomUUID(), sale()));
    const kept = await stack.database.query('SELECT key FROM idempotency_keys WHERE user_id = $1', [shop.userId]);
    expect(kept).toHaveLength(1);
  });

  it.each([
    ['is empty', ''],
    ['is longer than 255 characters', 'x'.repeat(256)],
    ['has blanks in it', 'two words'],
    ['has letters beyond ASCII', 'kunci-\u00e9'],
  ])('is refused when the key %s', async (_, key) => {
    expectRefusedFields(await post('/api/sales', key, sale()), 'Idempotency-Key');
    expect(await salesOf(goodsId)).toBe(0);
  });

  it('is carried out and kept, or neither: a transaction that the database ends leaves no key behind', async () => {
    const key = randomUUID();
    await stack.database.query(
      `CREATE FUNCTION tor.fail_commit() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '57014'; END $$;
       CREATE CONSTRAINT TRIGGER fail_commit AFTER INSERT ON tor.sales DEFERRABLE INITIALLY DEFERRED
         FOR EACH ROW EXECUTE FUNCTION tor.fail_commit()`,
    );
    try {
      expectProblem(await post('/api/sales', key, sale()), 503, 'database_unavailable');
    } finally {
      await stack.database.query('DROP TRIGGER fail_commit ON tor.sales; DROP FUNCTION tor.fail_commit');
    }
    expect(await stack.database.query('SELECT key FROM idempotency_keys WHERE key = $1', [key])).toEqual([]);
    expect(await stockOf(shop, goodsId)).toBe(100);
    const answer = expectOk(await post('/api/sales', key, sale()));
    expect(answer.headers.get('idempotency-replayed')).toBeNull();
    expect(await stockOf(shop, goodsId)).toBe(99);
  });

  it('survives the death of the API between commit and answer', async () => {
    const key = randomUUID();
    const sendAll = (): Promise<ApiAnswer>[] =>
      Array.from({ length: 40 }, (_, index) => post('/api/sales', `${key}-${index}`, sale()));
    // The process ends while requests are on their way: some are carried out of which the client is never told.
    const first = sendAll();
    const fates = Promise.allSettled(first);
    await Promise.race(first);
    await stack.killApi();
    expect((await fates).filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
    (await Promise.all(sendAll())).map(expectOk);
    expect(await salesOf(goodsId)).toBe(40);
    expect(await stockOf(shop, goodsId)).toBe(60);
  });
});
