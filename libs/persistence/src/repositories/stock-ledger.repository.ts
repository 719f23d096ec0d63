import type { EntityManager } from 'typeorm';
import type { MovementDraft } from '@tor/inventory/stock';
import type { TenantId } from '@tor/kernel/tenant-id';
import { Goods } from '../entities/goods.entity.js';
import { StockMovement } from '../entities/stock-movement.entity.js';

/** The stock ledger of one shop: the only door through which stock moves. */
export class StockLedgerRepository {
  readonly #manager: EntityManager;
  readonly #userId: TenantId;

  constructor(manager: EntityManager, userId: TenantId) {
    this.#manager = manager;
    this.#userId = userId;
  }

  /**
   * Writes one line and moves the goods' stock by it. The caller holds the goods' row.
   * @param saleId the sale behind the movement, if any
   */
  async book(goodsId: string, movement: MovementDraft, saleId: string | null = null): Promise<void> {
    await this.#manager.insert(StockMovement, { userId: this.#userId, goodsId, ...movement, saleId });
    await this.#manager.increment(
      Goods,
      { userId: this.#userId, id: goodsId },
      'stockQuantity',
      movement.quantityChange,
    );
  }

  /** The goods whose stock is not the sum of their movements; none as long as the books balance. */
  unbalanced(): Promise<{ goodsId: string; stockQuantity: number; ledgerSum: number }[]> {
    return this.#manager.query(
      `SELECT g.id AS "goodsId", g.stock_quantity AS "stockQuantity", coalesce(sum(m.quantity_change), 0)::int AS "ledgerSum"
         FROM goods g LEFT JOIN stock_movements m ON m.user_id = g.user_id AND m.goods_id = g.id
        WHERE g.user_id = $1
        GROUP BY g.id, g.stock_quantity
       HAVING g.stock_quantity <> coalesce(sum(m.quantity_change), 0)`,
      [this.#userId],
    );
  }
}
