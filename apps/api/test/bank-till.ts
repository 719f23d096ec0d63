import { expectOk, type ApiAnswer } from '@tor/testing/api-client';
import { knownSale, type BankBooks } from './bank-books.js';
import type { PersistentCaller } from './persistent-caller.js';

const DAYS = ['2026-01-30', '2026-01-31', '2026-02-01', '2026-02-28', '2026-03-01'];

/** One of many clients of a shop. It edits and deletes its own sales, and moves the stock of goods that all share. */
export class Till {
  private readonly mine: string[] = [];

  constructor(
    private readonly api: PersistentCaller,
    private readonly books: BankBooks,
    private readonly goods: readonly string[],
    private readonly random: (below: number) => number,
  ) {}

  /** One random operation. @throws Error on an answer that nothing explains */
  operate(): Promise<void> {
    const kind = this.random(100);
    if (kind < 48) return this.sell();
    if (kind < 63) return this.edit();
    if (kind < 72) return this.remove();
    if (kind < 82) return this.receive();
    if (kind < 90) return this.adjust();
    if (kind < 94) return this.count();
    return this.reprice();
  }

  private async sell(): Promise<void> {
    const sale = { goods_id: this.anyGoods(), quantity: 1 + this.random(4), sale_date: this.anyDay() };
    const answer = await this.api.post('/api/sales', sale);
    if (outOfStock(answer)) return;
    const known = knownSale(expectOk(answer).body.data);
    this.books.sales.set(known.id, known);
    this.mine.push(known.id);
  }

  private async edit(): Promise<void> {
    const sale = this.books.sales.get(this.anySale() ?? '');
    if (!sale) return this.sell();
    const change = { quantity: 1 + this.random(6), sale_date: this.anyDay() };
    const answer = await this.api.put(`/api/sales/${sale.id}`, change);
    if (outOfStock(answer)) return;
    const { unitPrice, unitCost, quantity, day } = knownSale(expectOk(answer).body.data);
    if (unitPrice !== sale.unitPrice || unitCost !== sale.unitCost) throw new Error(`Sale ${sale.id} was priced anew`);
    Object.assign(sale, { quantity, day });
  }

  private async remove(): Promise<void> {
    const id = this.anySale();
    if (id === undefined) return this.sell();
    const answer = await this.api.delete(`/api/sales/${id}`);
    if (!(answer.retried && answer.status === 404)) expectOk(answer);
    this.books.sales.delete(id);
    this.mine.splice(this.mine.indexOf(id), 1);
  }

  private async receive(): Promise<void> {
    const goodsId = this.anyGoods();
    const quantity = 1 + this.random(12);
    const unitCost = this.random(3) === 0 ? {} : { unit_cost: (10_000 + this.random(90_000)) / 100 };
    expectOk(await this.api.post(`/api/goods/${goodsId}/receipts`, { quantity, ...unitCost }));
    this.books.move(goodsId, quantity);
  }

  private async adjust(): Promise<void> {
    const goodsId = this.anyGoods();
    const quantity_change = this.random(2) === 0 ? -1 - this.random(3) : 1 + this.random(3);
    const answer = await this.api.post(`/api/goods/${goodsId}/adjustments`, { quantity_change, reason: 'Damaged' });
    if (outOfStock(answer)) return;
    expectOk(answer);
    this.books.move(goodsId, quantity_change);
  }

  /** Counts a few goods, sees a little more or less than the books say, and closes the count. */
  private async count(): Promise<void> {
    const { id } = expectOk(await this.api.post('/api/stock_counts', {})).body.data;
    const lines = [];
    for (const goodsId of new Set([this.anyGoods(), this.anyGoods(), this.anyGoods()])) {
      const { stock_quantity } = expectOk(await this.api.get(`/api/goods/${goodsId}`)).body.data;
      lines.push({ goods_id: goodsId, counted_quantity: Math.max(0, stock_quantity - 2 + this.random(5)) });
    }
    expectOk(await this.api.put(`/api/stock_counts/${id}/lines`, { lines }));
    const answer = await this.api.post(`/api/stock_counts/${id}/close`, {});
    // Another till may have counted the same goods and closed first.
    if (outOfStock(answer) || answer.body.code === 'stock_count_outdated') return;
    expectOk(answer);
    const closed = expectOk(await this.api.get(`/api/stock_counts/${id}`)).body.data;
    for (const line of closed.lines) this.books.move(line.goods_id, line.counted_quantity - line.expected_quantity);
  }

  /** Changes price and cost, which no earlier sale may notice. */
  private async reprice(): Promise<void> {
    const price = (50_000 + this.random(500_000)) / 100;
    const cost = this.random(2) === 0 ? {} : { cost_price: this.random(40_000) / 100 };
    expectOk(await this.api.put(`/api/goods/${this.anyGoods()}`, { price, ...cost }));
  }

  private anyGoods(): string {
    return this.goods[this.random(this.goods.length)] ?? '';
  }

  private anySale(): string | undefined {
    return this.mine[this.random(this.mine.length)];
  }

  private anyDay(): string {
    return DAYS[this.random(DAYS.length)] ?? '';
  }
}

function outOfStock({ status, body }: ApiAnswer): boolean {
  return status === 400 && body?.code === 'insufficient_stock';
}
