import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { addGoods, addSale, expectBalanced, expectProblem, movementsOf, NOBODYS_ID, stockOf } from './shop-steps.js';
import { closeCount, countOf, openCount, putLines, saveLines } from './stock-count-steps.js';

describe('stock counts, when they are closed,', () => {
  let stack: TestStack;
  let shop: ApiClient;

  beforeAll(async () => {
    stack = await startTestStack();
    shop = await stack.newShop();
  });

  afterAll(() => stack.stop());

  it('with nothing counted, or nothing wrong, book no movement', async () => {
    const goods = await addGoods(shop);
    const empty = await openCount(shop);
    expect(expectOk(await closeCount(shop, empty)).body.data).toMatchObject({ status: 'closed', totals: { lines: 0 } });
    const right = await openCount(shop);
    await saveLines(shop, right, [{ goods_id: goods.id, counted_quantity: 10 }]);
    expectOk(await closeCount(shop, right));
    expect(await movementsOf(stack.database, goods.id)).toHaveLength(1);
  });

  it('take no lines any more and are not closed again; unknown ones are not found', async () => {
    const { id } = await addGoods(shop);
    const lines = [{ goods_id: id, counted_quantity: 9 }];
    const count = await openCount(shop);
    await saveLines(shop, count, lines);
    expectOk(await closeCount(shop, count));
    expectProblem(await putLines(shop, count, lines), 400, 'stock_count_closed');
    expectProblem(await closeCount(shop, count), 400, 'stock_count_closed');
    expect(await stockOf(shop, id)).toBe(9);
    expectProblem(await putLines(shop, NOBODYS_ID, lines), 404, 'stock_count_not_found');
    expectProblem(await closeCount(shop, NOBODYS_ID), 404, 'stock_count_not_found');
    expectProblem(await shop.get(`/api/stock_counts/${NOBODYS_ID}`), 404, 'stock_count_not_found');
  });

  it('book and take back lines of goods that were archived since', async () => {
    const [one, two] = [await addGoods(shop), await addGoods(shop)];
    const count = await openCount(shop);
    await saveLines(
      shop,
      count,
      [one, two].map(({ id }) => ({ goods_id: id, counted_quantity: 4 })),
    );
    for (const { id } of [one, two]) expectOk(await shop.delete(`/api/goods/${id}`));
    await saveLines(shop, count, [{ goods_id: two.id, counted_quantity: null }]);
    expectOk(await closeCount(shop, count));
    expect([await stockOf(shop, one.id), await stockOf(shop, two.id)]).toEqual([4, 10]);
  });

  it('book nothing when a stock would leave the books, and say which', async () => {
    const [kopi, teh] = [await addGoods(shop, { name: 'Kopi luwak' }), await addGoods(shop, { name: 'Teh hijau' })];
    const full = await addGoods(shop, { name: 'Pasir', stock_quantity: 0 });
    const count = await openCount(shop);
    await saveLines(shop, count, [
      { goods_id: kopi.id, counted_quantity: 3 },
      { goods_id: teh.id, counted_quantity: 9 },
      { goods_id: full.id, counted_quantity: 1_000_000_000 },
    ]);
    await addSale(shop, kopi.id, { quantity: 5 });
    expectOk(await shop.post(`/api/goods/${full.id}/receipts`, { quantity: 1 }));
    const refused = await closeCount(shop, count);
    expectProblem(refused, 400, 'insufficient_stock');
    expect(refused.body.detail).toContain('"Kopi luwak" (5 on hand, variance -7)');
    expect(refused.body.detail).not.toContain('Teh hijau');
    expect(await movementsOf(stack.database, teh.id)).toHaveLength(1);
    expect((await countOf(shop, count)).status).toBe('open');

    await saveLines(shop, count, [{ goods_id: kopi.id, counted_quantity: 0 }]);
    const beyond = await closeCount(shop, count);
    expectProblem(beyond, 400, 'stock_limit_exceeded');
    expect(beyond.body.detail).toContain('"Pasir" (1 on hand, variance 1000000000)');

    await saveLines(shop, count, [{ goods_id: full.id, counted_quantity: null }]);
    expectOk(await closeCount(shop, count));
    expect([await stockOf(shop, kopi.id), await stockOf(shop, teh.id)]).toEqual([0, 9]);
  });

  it('do not book the same loss twice when two of them count the same goods', async () => {
    const { id } = await addGoods(shop, { name: 'Twice counted', stock_quantity: 100 });
    const [first, second] = [await openCount(shop), await openCount(shop)];
    for (const count of [first, second]) await saveLines(shop, count, [{ goods_id: id, counted_quantity: 93 }]);
    expectOk(await closeCount(shop, first));
    const outdated = await closeCount(shop, second);
    expectProblem(outdated, 400, 'stock_count_outdated');
    expect(outdated.body.detail).toContain('"Twice counted"');
    expect(await stockOf(shop, id)).toBe(93);
    const recounted = await saveLines(shop, second, [{ goods_id: id, counted_quantity: 92 }]);
    expect(recounted.lines).toMatchObject([{ expected_quantity: 93, variance_quantity: -1 }]);
    expectOk(await closeCount(shop, second));
    expect(await stockOf(shop, id)).toBe(92);
  });

  it('leave books that balance', async () => {
    await expectBalanced(shop);
  });
});
