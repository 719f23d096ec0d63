import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { countGoods } from '@tor/testing/seed-history';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import {
  addGoods,
  addSale,
  expectBalanced,
  expectProblem,
  movementsOf,
  stockOf,
  unbalancedGoods,
} from './shop-steps.js';
import { closeCount, countOf, openCount, putLines, saveLines } from './stock-count-steps.js';

const OPENING = 500;
const MISSING = 7;

/** Ten tills that sell one unit after the other, all at once. */
class Tills {
  sold = 0;
  readonly done: Promise<unknown>;
  readonly #waiting: { at: number; resolve: () => void }[] = [];

  constructor(
    private readonly shop: ApiClient,
    goodsId: string,
    sales: number,
  ) {
    this.done = Promise.all(Array.from({ length: 10 }, () => this.#till(goodsId, sales / 10)));
  }

  /** Resolves as soon as so many units are sold. */
  reach(sold: number): Promise<void> {
    return new Promise((resolve) => this.#waiting.push({ at: sold, resolve }));
  }

  async #till(goodsId: string, sales: number): Promise<void> {
    for (let index = 0; index < sales; index++) {
      await addSale(this.shop, goodsId);
      this.sold += 1;
      for (const { at, resolve } of this.#waiting) if (this.sold >= at) resolve();
    }
  }
}

describe('while selling goes on, a stock count', () => {
  let stack: TestStack;
  let shop: ApiClient;

  beforeAll(async () => {
    stack = await startTestStack();
    shop = await stack.newShop();
  });

  afterAll(() => stack.stop());

  async function expectSevenMissing(goodsId: string, countId: string, sold: number): Promise<void> {
    const { lines, totals } = await countOf(shop, countId);
    expect(lines).toMatchObject([{ goods_id: goodsId, variance_quantity: -MISSING, variance_value: -MISSING * 40 }]);
    expect(totals).toMatchObject({ variance_quantity: -MISSING, missing_quantity: MISSING, surplus_quantity: 0 });
    expect(await stockOf(shop, goodsId)).toBe(OPENING - sold - MISSING);
    const counted = (await movementsOf(stack.database, goodsId)).filter(({ kind }) => kind === 'count');
    expect(counted).toEqual([{ kind: 'count', quantity_change: -MISSING }]);
    await expectBalanced(shop);
  }

  it('from a paper list finds what was missing at the moment of counting, and nothing of what was sold since', async () => {
    const goods = await addGoods(shop, { stock_quantity: OPENING, cost_price: 40 });
    const count = await openCount(shop);
    await new Tills(shop, goods.id, 100).done;
    // The tills rest while somebody counts; all that they have sold is in the books.
    const onShelf = (await stockOf(shop, goods.id)) - MISSING;
    const counted_at = new Date().toISOString();

    const tills = new Tills(shop, goods.id, 100);
    await tills.reach(20);
    const put = await saveLines(shop, count, [{ goods_id: goods.id, counted_quantity: onShelf, counted_at }]);
    expect(put.lines).toMatchObject([{ expected_quantity: OPENING - 100, counted_at }]);
    await tills.reach(50);
    expectOk(await closeCount(shop, count));
    expect(tills.sold).toBeLessThan(100);
    await tills.done;
    await expectSevenMissing(goods.id, count, 200);
  });

  it('typed in at once finds the same', async () => {
    const goods = await addGoods(shop, { stock_quantity: OPENING, cost_price: 40 });
    const count = await openCount(shop);
    await new Tills(shop, goods.id, 100).done;
    await saveLines(shop, count, [{ goods_id: goods.id, counted_quantity: OPENING - 100 - MISSING }]);
    const tills = new Tills(shop, goods.id, 100);
    await tills.reach(30);
    expectOk(await closeCount(shop, count));
    expect(tills.sold).toBeLessThan(100);
    await tills.done;
    await expectSevenMissing(goods.id, count, 200);
  });

  it('expects what the books held at any moment since it was opened', async () => {
    const goods = await addGoods(shop, { stock_quantity: 100 });
    const other = await addGoods(shop, { stock_quantity: 100 });
    const count = await openCount(shop);
    const moments: { counted_at: string; held: number }[] = [];
    const note = async (): Promise<void> => {
      const held = await stockOf(shop, goods.id);
      moments.push({ counted_at: new Date().toISOString(), held });
    };
    await note();
    const sale = await addSale(shop, goods.id, { quantity: 30 });
    await note();
    expectOk(await shop.put(`/api/sales/${sale.id}`, { quantity: 10 }));
    await note();
    expectOk(await shop.post(`/api/goods/${goods.id}/receipts`, { quantity: 50 }));
    await addSale(shop, other.id, { quantity: 50 });
    await note();
    expectOk(await shop.delete(`/api/sales/${sale.id}`));
    await note();
    expect(moments.map(({ held }) => held)).toEqual([100, 70, 90, 140, 150]);
    for (const { counted_at, held } of moments) {
      const { lines } = await saveLines(shop, count, [
        { goods_id: goods.id, counted_quantity: held, counted_at },
        { goods_id: other.id, counted_quantity: 50 },
      ]);
      const expected = Object.fromEntries(lines.map((line) => [line.goods_id, line.expected_quantity]));
      expect(expected).toEqual({ [goods.id]: held, [other.id]: 50 });
    }
  });

  it('is closed once, whoever closes it at the same time', async () => {
    const goods = await addGoods(shop, { stock_quantity: 100 });
    const count = await openCount(shop);
    await saveLines(shop, count, [{ goods_id: goods.id, counted_quantity: 93 }]);
    const answers = await Promise.all(Array.from({ length: 10 }, () => closeCount(shop, count)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 200))
      expectProblem(answer, 400, 'stock_count_closed');
    expect(await stockOf(shop, goods.id)).toBe(93);
  });

  it('and another one of the same goods, closed at the same time, book a loss once', async () => {
    const goods = await addGoods(shop, { stock_quantity: 100 });
    const counts = [await openCount(shop), await openCount(shop), await openCount(shop)];
    for (const count of counts) await saveLines(shop, count, [{ goods_id: goods.id, counted_quantity: 93 }]);
    const answers = await Promise.all(counts.map((count) => closeCount(shop, count)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 200)) {
      expectProblem(answer, 400, 'stock_count_outdated');
    }
    expect(await stockOf(shop, goods.id)).toBe(93);
  });

  it('never waits in a circle with sales, receipts and other counts of the same goods', async () => {
    const goods = await Promise.all(Array.from({ length: 12 }, () => addGoods(shop, { stock_quantity: 100 })));
    const counts = [await openCount(shop), await openCount(shop)];
    const lines = goods.map(({ id }) => ({ goods_id: id, counted_quantity: 95 }));
    const work = Array.from({ length: 30 }, async (_, index) => {
      const mixed = index % 2 === 0 ? [...lines].reverse() : lines;
      const { id } = goods[index % goods.length] ?? { id: '' };
      expectOk(await putLines(shop, counts[index % 3 === 0 ? 0 : 1] ?? '', mixed));
      await addSale(shop, id);
      expectOk(await shop.post(`/api/goods/${id}/receipts`, { quantity: 1, unit_cost: 5 }));
    });
    await Promise.all(work);
    expectOk(await closeCount(shop, counts[0] ?? ''));
    expect(await unbalancedGoods(stack.database)).toEqual([]);
  });

  it('of 2,000 goods is put in a few requests and closed in one', async () => {
    const own = await stack.newShop();
    await stack.database.query(
      `WITH made AS (INSERT INTO goods (user_id, id, name, price, cost_price, stock_quantity)
         SELECT $1, gen_random_uuid(), 'Goods ' || number, 1, 2, 100 FROM generate_series(1, 2000) AS number RETURNING id)
       INSERT INTO stock_movements (user_id, goods_id, kind, quantity_change) SELECT $1, id, 'opening', 100 FROM made`,
      [own.userId],
    );
    await countGoods(stack.database, own.userId);
    const goods = await stack.database.query<{ id: string }>('SELECT id FROM goods WHERE user_id = $1', [own.userId]);
    const count = await openCount(own);
    const counted_at = new Date().toISOString();
    for (let start = 0; start < 2000; start += 500) {
      const lines = goods
        .slice(start, start + 500)
        .map(({ id }) => ({ goods_id: id, counted_quantity: 99, counted_at }));
      expect((await saveLines(own, count, lines)).totals.lines).toBe(start + 500);
    }
    const { data } = expectOk(await closeCount(own, count)).body;
    expect(data.totals).toMatchObject({ lines: 2000, variance_quantity: -2000, variance_value: -4000 });
    const [sums] = await stack.database.query<{ stock: number; lines: number }>(
      `SELECT (SELECT sum(stock_quantity)::int FROM goods WHERE user_id = $1) AS stock,
              (SELECT count(*)::int FROM stock_movements WHERE stock_count_id = $2) AS lines`,
      [own.userId, count],
    );
    expect(sums).toEqual({ stock: 2000 * 99, lines: 2000 });
    expect(expectOk(await own.get('/api/integrity')).body.data).toMatchObject({ balanced: true, goods_checked: 2000 });
  });
});
