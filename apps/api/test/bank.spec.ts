import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { freePort } from '@tor/testing/redis-server';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { BankBooks, hundredths } from './bank-books.js';
import { PersistentCaller } from './persistent-caller.js';
import { Till } from './bank-till.js';
import { seededNumbers } from './seeded-numbers.js';
import { addGoods, unbalancedGoods } from './shop-steps.js';

const SEED = 2026;
const OPERATIONS = 10_000;
const TILLS = 32;
const GOODS = 24;
const SNAPSHOT_EVERY = 500;
const ALL_KINDS = ['adjustment', 'count', 'opening', 'receipt', 'sale', 'sale_edit', 'sale_void'];
/** After so many operations the API is killed. */
const KILLS = [2500, 5000, 7500];

describe(`${OPERATIONS} random operations of ${TILLS} tills, while the API is killed ${KILLS.length} times`, () => {
  let stack: TestStack;
  let shop: ApiClient;
  let caller: PersistentCaller;
  const books = new BankBooks();
  const goods: string[] = [];
  let snapshots = 0;

  beforeAll(async () => {
    stack = await startTestStack({ port: await freePort() });
    shop = await stack.newShop();
    for (let index = 0; index < GOODS; index++) {
      const stock_quantity = 20 * index;
      const { id } = await addGoods(shop, { name: `Goods ${index}`, price: 1500.5, cost_price: 900, stock_quantity });
      books.move(id, stock_quantity);
      goods.push(id);
    }
    let alive = Promise.resolve();
    let operations = 0;
    caller = new PersistentCaller(shop, () => alive);

    async function workAt(index: number): Promise<void> {
      const till = new Till(caller, books, goods, seededNumbers(SEED * TILLS + index));
      while (operations < OPERATIONS) {
        const number = ++operations;
        if (KILLS.includes(number)) await (alive = stack.killApi());
        if (number % SNAPSHOT_EVERY === 0) await lookAtBooks();
        await till.operate();
      }
    }

    await Promise.all(Array.from({ length: TILLS }, (_, index) => workAt(index)));
  }, 400_000);

  afterAll(() => stack.stop());

  /** Whatever the others do meanwhile, each look must find books that balance. */
  async function lookAtBooks(): Promise<void> {
    expect(await unbalancedGoods(stack.database)).toEqual([]);
    expect(await stack.database.query('SELECT id FROM goods WHERE stock_quantity < 0')).toEqual([]);
    const { body } = await caller.get('/api/integrity').then(expectOk);
    expect(body.data).toMatchObject({ balanced: true });
    snapshots += 1;
  }

  it('balance at every snapshot on the way', () => {
    expect(snapshots).toBe(OPERATIONS / SNAPSHOT_EVERY);
  });

  it('were cut off by the kills, and done once all the same', async () => {
    expect(caller.cutOff).toBeGreaterThan(0);
    const kept = await stack.database.query<{ id: string; quantity: number; day: string }>(
      'SELECT id, quantity, sale_date::text AS day FROM sales WHERE user_id = $1 ORDER BY id',
      [shop.userId],
    );
    const known = [...books.sales.values()].map(({ id, quantity, day }) => ({ id, quantity, day }));
    expect(kept).toEqual(known.sort((a, b) => (a.id < b.id ? -1 : 1)));
    expect(kept.length).toBeGreaterThan(1000);
  });

  it('leave of every goods the stock that is left of what came and went', async () => {
    const { data } = expectOk(await shop.get('/api/goods?limit=100')).body;
    const stock = data.map(({ id, stock_quantity }: { id: string; stock_quantity: number }) => [id, stock_quantity]);
    expect(new Map(stock)).toEqual(new Map(goods.map((id) => [id, books.stockOf(id)])));
  });

  it.each(['2026-01', '2026-02', '2026-03'])('add up to the cent in %s', async (month) => {
    const [year, number] = month.split('-').map(Number);
    const { data } = expectOk(await shop.get(`/api/dashboard/?year=${year}&month=${number}`)).body;
    const { revenue, profit, quantity } = books.month(month);
    const charted: { total_quantity: number; total_sales: number }[] = data.sales_chart;
    expect(hundredths(data.monthly_revenue)).toBe(revenue);
    expect(hundredths(data.monthly_profit)).toBe(profit);
    expect(charted.reduce((sum, day) => sum + hundredths(day.total_sales), 0n)).toBe(revenue);
    expect(charted.reduce((sum, day) => sum + day.total_quantity, 0)).toBe(quantity);
    expect(quantity).toBeGreaterThan(0);
  });

  it('leave books in which everything agrees, with movements of every kind', async () => {
    const { data } = expectOk(await shop.get('/api/integrity')).body;
    expect(data).toMatchObject({ balanced: true, goods_checked: GOODS, sales_checked: books.sales.size });
    const kinds = await stack.database.query<{ kind: string }>(
      'SELECT DISTINCT kind FROM stock_movements ORDER BY kind',
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(ALL_KINDS);
  });
});
