import type { EntityManager } from 'typeorm';
import { formatMoney, parseMoney, type Money } from '@tor/kernel/money';
import { parseTenantId, type TenantId } from '@tor/kernel/tenant-id';

/** By how much a change to goods moves the totals; what is left out stays. */
export interface GoodsTotalsChange {
  /** Goods that are not archived. */
  readonly goodsCount?: number;
  readonly archivedCount?: number;
  /** Of the goods that are not archived. */
  readonly stockValue?: Money;
}

/**
 * The running totals of one shop's goods: how many there are, and what their stock has cost. Whoever changes goods says here by how
 * much; all of it is written in one statement, in the message that commits the transaction, so that a shop's row is held for the
 * commit alone. Nothing else may be waited for while it is held.
 */
export class GoodsTotalsRepository {
  readonly #manager: EntityManager;
  readonly #userId: TenantId;
  #goodsCount = 0;
  #archivedCount = 0;
  #stockValue: Money = 0n;

  constructor(manager: EntityManager, userId: TenantId) {
    this.#manager = manager;
    this.#userId = userId;
  }

  /** Counts a change that this transaction makes. */
  move({ goodsCount = 0, archivedCount = 0, stockValue = 0n }: GoodsTotalsChange): void {
    this.#goodsCount += goodsCount;
    this.#archivedCount += archivedCount;
    this.#stockValue += stockValue;
  }

  /** What this transaction has counted and not written yet. */
  get unwritten(): Required<GoodsTotalsChange> {
    return { goodsCount: this.#goodsCount, archivedCount: this.#archivedCount, stockValue: this.#stockValue };
  }

  /** What writes the counted changes; null when there are none. A statement without values: nothing in it comes from outside. */
  get closingStatement(): string | null {
    const { goodsCount, archivedCount, stockValue } = this.unwritten;
    if (goodsCount === 0 && archivedCount === 0 && stockValue === 0n) return null;
    return `INSERT INTO goods_totals AS total (user_id, goods_count, archived_count, stock_value)
            VALUES ('${parseTenantId(this.#userId)}', ${goodsCount}, ${archivedCount}, ${formatMoney(stockValue)})
            ON CONFLICT (user_id) DO UPDATE SET goods_count = total.goods_count + excluded.goods_count,
              archived_count = total.archived_count + excluded.archived_count,
              stock_value = total.stock_value + excluded.stock_value`;
  }

  /** What the stock on hand has cost: units x cost of all goods that are not archived. */
  async stockValue(): Promise<Money> {
    const [kept]: { value: string }[] = await this.#manager.query(
      'SELECT stock_value AS value FROM goods_totals WHERE user_id = $1',
      [this.#userId],
    );
    return parseMoney(kept?.value ?? '0') + this.#stockValue;
  }

  /**
   * Counts what `change` does to the value of the stock of some goods, whatever it does. The caller holds their rows.
   * @param goodsIds those that it may change
   */
  async around<T>(goodsIds: readonly string[], change: () => Promise<T>): Promise<T> {
    const before = await this.#valueOf(goodsIds);
    const result = await change();
    this.move({ stockValue: (await this.#valueOf(goodsIds)) - before });
    return result;
  }

  async #valueOf(goodsIds: readonly string[]): Promise<Money> {
    const [{ value }]: [{ value: string }] = await this.#manager.query(
      `SELECT coalesce(sum(stock_quantity * cost_price), 0)::numeric(30,2) AS value
         FROM goods WHERE user_id = $1 AND id = ANY ($2::uuid[]) AND archived_at IS NULL`,
      [this.#userId, goodsIds],
    );
    return parseMoney(value);
  }
}
