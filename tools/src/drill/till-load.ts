import { addDays, calendarDayAt } from '@tor/kernel/calendar-day';
import type { ApiClient } from '../scratch/api-client.js';

/** A sale that the API has answered for. */
export interface Acknowledged {
  readonly saleId: string;
  /** When the answer was there, in milliseconds. */
  readonly at: number;
}

/** Tills of a shop that sell and take deliveries, each as soon as the last answer is there. */
export class TillLoad {
  readonly sales: Acknowledged[] = [];
  readonly #tills: Promise<void>[] = [];
  #open = true;

  private constructor(
    private readonly api: ApiClient,
    private readonly goods: readonly string[],
    private readonly seed: number,
    private readonly saleDate: string,
  ) {}

  /** Opens a shop with some goods, and its tills. */
  static async open(
    api: ApiClient,
    email: string,
    { tills, seed }: { tills: number; seed: number },
  ): Promise<TillLoad> {
    await api.signUp({ email, password: 'not a secret' });
    const goods: string[] = [];
    for (let number = 0; number < 5; number++) {
      const body = { name: `Goods ${number}`, price: 1000 * (number + 1), stock_quantity: 100_000 };
      goods.push((await api.post<{ data: { id: string } }>('/api/goods', body)).data.id);
    }
    const load = new TillLoad(api, goods, seed, addDays(calendarDayAt(new Date(), 'Asia/Jakarta'), -1));
    for (let till = 0; till < tills; till++) load.#tills.push(load.#sell(till));
    // A till that fails is told of when the load is closed.
    for (const till of load.#tills) till.catch(() => undefined);
    return load;
  }

  /** Settles when the tills have had their last answer. @throws what a till met */
  async close(): Promise<void> {
    this.#open = false;
    await Promise.all(this.#tills);
  }

  async #sell(till: number): Promise<void> {
    for (let round = 0; this.#open; round++) {
      const number = this.seed + till * 31 + round * 7;
      const goods = this.goods[number % this.goods.length] ?? '';
      if (number % 5 === 0) await this.api.post(`/api/goods/${goods}/receipts`, { quantity: 3, unit_cost: 500 });
      const sale = { goods_id: goods, quantity: 1 + (number % 4), sale_date: this.saleDate };
      const { data } = await this.api.post<{ data: { id: string } }>('/api/sales', sale);
      this.sales.push({ saleId: data.id, at: Date.now() });
    }
  }
}
