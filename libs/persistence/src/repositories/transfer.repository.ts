import type { EntityManager } from 'typeorm';
import type { TenantId } from '@tor/kernel/tenant-id';
import { GoodsImportRepository } from './goods-import.repository.js';
import type { GoodsTotalsRepository } from './goods-totals.repository.js';
import { SalesImportRepository } from './sales-import.repository.js';
import { fetchRows } from './transfer-cursor.js';

/** Goods as a file holds them: amounts with two decimal places, instants in UTC with their microseconds. */
export interface ExportedGoods {
  readonly id: string;
  readonly name: string;
  readonly category: string | null;
  readonly sku: string | null;
  readonly unit: string | null;
  readonly price: string;
  readonly costPrice: string;
  readonly stockQuantity: number;
  readonly leadTimeDays: number | null;
  readonly lowStockThreshold: number | null;
  readonly createdAt: string;
  readonly archivedAt: string | null;
}

/** A sale as a file holds it. */
export interface ExportedSale {
  readonly id: string;
  readonly goodsId: string;
  readonly goodsName: string;
  readonly goodsSku: string | null;
  /** The shop's day, `YYYY-MM-DD`. */
  readonly saleDate: string;
  readonly quantity: number;
  readonly unitPrice: string;
  readonly unitCost: string;
  readonly createdAt: string;
}

/** What an import needs to know of goods to find them again. */
export interface KnownGoods {
  readonly id: string;
  readonly name: string;
  readonly sku: string | null;
  readonly archived: boolean;
}

/** One shop's goods and sales in bulk, for files that come and go. */
export class TransferRepository {
  readonly goods: GoodsImportRepository;
  readonly sales: SalesImportRepository;
  readonly #manager: EntityManager;
  readonly #userId: TenantId;

  /** @param totals of the same transaction */
  constructor(manager: EntityManager, userId: TenantId, totals: GoodsTotalsRepository) {
    this.#manager = manager;
    this.#userId = userId;
    this.goods = new GoodsImportRepository(manager, userId, totals);
    this.sales = new SalesImportRepository(manager, userId, totals);
  }

  /** All goods of one moment, archived ones too, oldest first, a batch at a time. */
  exportGoods(): AsyncGenerator<ExportedGoods[]> {
    return this.#export(EXPORTED_GOODS);
  }

  /** All sales of one moment, earliest day first and within a day as they were booked, a batch at a time. */
  exportSales(): AsyncGenerator<ExportedSale[]> {
    return this.#export(EXPORTED_SALES);
  }

  async *#export<Row>(query: string): AsyncGenerator<Row[]> {
    // Both orders are those of an index. Read along it, the first row comes at once and nothing is kept; after a bulk load,
    // before PostgreSQL has gathered statistics, it would rather join and sort a million rows first.
    await this.#manager.query(`SELECT set_config('enable_sort', 'off', true)`);
    yield* fetchRows<Row>(this.#manager, query, this.#userId);
  }

  /** All goods in short, a batch at a time. */
  knownGoods(): AsyncGenerator<KnownGoods[]> {
    return fetchRows(
      this.#manager,
      `SELECT id, name, sku, archived_at IS NOT NULL AS archived FROM goods WHERE user_id = $1`,
      this.#userId,
    );
  }

  /** One import at a time for each shop, until the transaction ends: two of one file would both find nothing there yet. */
  async holdImports(): Promise<void> {
    await this.#manager.query(`SELECT pg_advisory_xact_lock(hashtext('tor-import'), hashtext($1))`, [this.#userId]);
  }

  /** Holds the rows of goods until the transaction ends, in the order of their ids. */
  async holdGoods(ids: readonly string[]): Promise<void> {
    await this.#manager.query(
      'SELECT 1 FROM goods WHERE user_id = $1 AND id = ANY ($2::uuid[]) ORDER BY id FOR NO KEY UPDATE',
      [this.#userId, ids],
    );
  }
}

/** An instant that loses nothing on the way out and back. */
const exact = (instant: string): string => `to_char(${instant} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

const EXPORTED_GOODS = `
  SELECT id, name, category, sku, unit, price::text AS price, cost_price::text AS "costPrice",
         stock_quantity AS "stockQuantity", lead_time_days AS "leadTimeDays",
         low_stock_threshold AS "lowStockThreshold",
         ${exact('created_at')} AS "createdAt", ${exact('archived_at')} AS "archivedAt"
    FROM goods WHERE user_id = $1
   ORDER BY goods.created_at, goods.id`;

const EXPORTED_SALES = `
  SELECT s.id, s.goods_id AS "goodsId", g.name AS "goodsName", g.sku AS "goodsSku", s.sale_date::text AS "saleDate",
         s.quantity, s.unit_price::text AS "unitPrice", s.unit_cost::text AS "unitCost",
         ${exact('s.created_at')} AS "createdAt"
    FROM sales s JOIN goods g ON g.user_id = s.user_id AND g.id = s.goods_id
   WHERE s.user_id = $1
   ORDER BY s.sale_date, s.created_at, s.id`;
