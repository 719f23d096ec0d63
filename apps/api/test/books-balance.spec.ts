import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiAnswer, type ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { seededNumbers } from './seeded-numbers.js';
import { addGoods, expectProblem, stockOf, unbalancedGoods } from './shop-steps.js';

interface ModelSale {
  readonly id: string;
  readonly goodsId: string;
  quantity: number;
}

const STEPS = 250;

/** A shop in memory that says what the real one has to answer. */
class ShopModel {
  readonly stock = new Map<string, number>();
  readonly archived = new Set<string>();
  readonly sales: ModelSale[] = [];

  constructor(
    private readonly shop: ApiClient,
    private readonly random: (below: number) => number,
  ) {}

  async step(): Promise<void> {
    const kind = this.random(10);
    const sale = this.sales[this.random(this.sales.length)];
    if (this.stock.size < 3 || kind === 0) return this.addGoods();
    if (kind === 1) return this.adjust(this.anyGoods());
    if (kind === 2 && this.random(4) === 0) return this.archive(this.anyGoods());
    if (!sale || kind < 6) return this.sell(this.anyGoods());
    return kind < 8 ? this.edit(sale) : this.remove(sale);
  }

  private anyGoods(): string {
    return [...this.stock.keys()][this.random(this.stock.size)] ?? '';
  }

  private onHand(goodsId: string): number {
    return this.stock.get(goodsId) ?? 0;
  }

  private async addGoods(): Promise<void> {
    const stock_quantity = this.random(20);
    const { id } = await addGoods(this.shop, { stock_quantity });
    this.stock.set(id, stock_quantity);
  }

  private async adjust(id: string): Promise<void> {
    const stock_quantity = this.random(20);
    const answer = await this.shop.put(`/api/goods/${id}`, { stock_quantity });
    if (this.refusedAsArchived(id, answer)) return;
    expectOk(answer);
    this.stock.set(id, stock_quantity);
  }

  private async archive(id: string): Promise<void> {
    const answer = await this.shop.delete(`/api/goods/${id}`);
    if (this.refusedAsArchived(id, answer)) return;
    expectOk(answer);
    this.archived.add(id);
  }

  private async sell(goodsId: string): Promise<void> {
    const quantity = 1 + this.random(8);
    const answer = await this.shop.post('/api/sales', { goods_id: goodsId, quantity, sale_date: '2026-01-05' });
    if (this.refusedAsArchived(goodsId, answer)) return;
    if (quantity > this.onHand(goodsId)) return expectProblem(answer, 400, 'insufficient_stock');
    this.sales.push({ id: expectOk(answer).body.data.id, goodsId, quantity });
    this.stock.set(goodsId, this.onHand(goodsId) - quantity);
  }

  private async edit(sale: ModelSale): Promise<void> {
    const quantity = 1 + this.random(12);
    const answer = await this.shop.put(`/api/sales/${sale.id}`, { quantity });
    const left = this.onHand(sale.goodsId) + sale.quantity - quantity;
    if (left < 0 && quantity > sale.quantity) return expectProblem(answer, 400, 'insufficient_stock');
    expectOk(answer);
    sale.quantity = quantity;
    this.stock.set(sale.goodsId, left);
  }

  private async remove(sale: ModelSale): Promise<void> {
    expectOk(await this.shop.delete(`/api/sales/${sale.id}`));
    this.sales.splice(this.sales.indexOf(sale), 1);
    this.stock.set(sale.goodsId, this.onHand(sale.goodsId) + sale.quantity);
  }

  private refusedAsArchived(id: string, answer: ApiAnswer): boolean {
    if (!this.archived.has(id)) return false;
    expectProblem(answer, 404, 'goods_archived');
    return true;
  }
}

describe('the books', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await startTestStack();
  });

  afterAll(() => stack.stop());

  it.each([1, 2026])(`balance after ${STEPS} random operations, seed %i`, async (seed) => {
    const shop = await stack.newShop();
    const model = new ShopModel(shop, seededNumbers(seed));
    for (let step = 0; step < STEPS; step++) await model.step();

    for (const [id, expected] of model.stock) expect([id, await stockOf(shop, id)]).toEqual([id, expected]);
    const kept = await stack.database.query<{ id: string; quantity: number }>(
      'SELECT id, quantity FROM sales WHERE user_id = $1 ORDER BY id',
      [shop.userId],
    );
    const expected = model.sales.map(({ id, quantity }) => ({ id, quantity }));
    expect(kept).toEqual(expected.sort((a, b) => (a.id < b.id ? -1 : 1)));
    expect(await unbalancedGoods(stack.database)).toEqual([]);
    const kinds = await stack.database.query<{ kind: string }>(
      'SELECT DISTINCT kind FROM stock_movements WHERE user_id = $1 ORDER BY kind',
      [shop.userId],
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(['adjustment', 'opening', 'sale', 'sale_edit', 'sale_void']);
  });

  it('of the whole shop sum up to what it was given, less what it sold', async () => {
    const [sums] = await stack.database.query<{ stock: number; given: number; sold: number }>(
      `SELECT (SELECT sum(stock_quantity)::int FROM goods) AS stock,
              (SELECT sum(quantity_change)::int FROM stock_movements WHERE kind IN ('opening', 'adjustment')) AS given,
              (SELECT sum(quantity)::int FROM sales) AS sold`,
    );
    expect(sums?.sold).toBeGreaterThan(0);
    expect(sums?.stock).toBe((sums?.given ?? 0) - (sums?.sold ?? 0));
  });
});
