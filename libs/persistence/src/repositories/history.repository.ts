import type { EntityManager } from 'typeorm';
import { formatMoney } from '@tor/kernel/money';
import type { TenantId } from '@tor/kernel/tenant-id';
import type { NewSale } from './sales.repository.js';
import { SalesTotalsRepository } from './sales-totals.repository.js';

const ROWS_PER_INSERT = 5000;

/** Past sales that are loaded in bulk. Today's stock stays what it is: the goods' opening grows by what was sold. */
export class HistoryRepository {
  readonly #manager: EntityManager;
  readonly #userId: TenantId;

  constructor(manager: EntityManager, userId: TenantId) {
    this.#manager = manager;
    this.#userId = userId;
  }

  /** Books past sales with their ledger lines, in the order given, and counts them in the totals. */
  async book(sales: readonly NewSale[]): Promise<void> {
    if (sales.length === 0) return;
    const goods = [this.#userId, [...new Set(sales.map(({ goodsId }) => goodsId))]];
    // The rows of all the goods at once, in order: two loads at a time must not wait for each other in a circle.
    await this.#manager.query(
      'SELECT 1 FROM goods WHERE user_id = $1 AND id = ANY ($2::uuid[]) ORDER BY id FOR NO KEY UPDATE',
      goods,
    );
    for (let start = 0; start < sales.length; start += ROWS_PER_INSERT) {
      await this.#bookRows(sales.slice(start, start + ROWS_PER_INSERT));
    }
    await this.#manager.query(
      'UPDATE goods SET demand_version = demand_version + 1 WHERE user_id = $1 AND id = ANY ($2::uuid[])',
      goods,
    );
    await this.#manager.query(
      `INSERT INTO shop_activity (user_id, last_sale_on) SELECT $1, max(day) FROM unnest($2::date[]) AS day
       ON CONFLICT (user_id) DO UPDATE SET last_sale_on = greatest(shop_activity.last_sale_on, excluded.last_sale_on)`,
      [this.#userId, [...new Set(sales.map(({ saleDate }) => saleDate))]],
    );
    await new SalesTotalsRepository(this.#manager, this.#userId).add(sales);
  }

  /** Opening and sales are of one moment: at no moment in between does the stock look larger than it is. */
  async #bookRows(sales: readonly NewSale[]): Promise<void> {
    await this.#manager.query(
      `WITH booked AS (
         INSERT INTO sales (user_id, id, goods_id, quantity, sale_date, unit_price, unit_cost)
         SELECT $1, gen_random_uuid(), goods_id, quantity, sale_date, unit_price, unit_cost
           FROM unnest($2::uuid[], $3::int[], $4::date[], $5::numeric[], $6::numeric[])
                AS sale (goods_id, quantity, sale_date, unit_price, unit_cost)
         RETURNING id, goods_id, quantity
       ), opened AS (
         INSERT INTO stock_movements (user_id, goods_id, kind, quantity_change, created_at)
         SELECT $1, goods_id, 'opening', sum(quantity), statement_timestamp() FROM booked GROUP BY goods_id
       )
       INSERT INTO stock_movements (user_id, goods_id, kind, quantity_change, sale_id, created_at)
       SELECT $1, goods_id, 'sale', -quantity, id, statement_timestamp() FROM booked`,
      [
        this.#userId,
        sales.map((sale) => sale.goodsId),
        sales.map((sale) => sale.quantity),
        sales.map((sale) => sale.saleDate),
        sales.map((sale) => formatMoney(sale.unitPrice)),
        sales.map((sale) => formatMoney(sale.unitCost)),
      ],
    );
  }
}
