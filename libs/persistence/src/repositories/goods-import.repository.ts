import type { EntityManager } from 'typeorm';
import { formatMoney, parseMoney } from '@tor/kernel/money';
import type { TenantId } from '@tor/kernel/tenant-id';
import type { GoodsDetails } from './goods.repository.js';
import { GoodsSearchRepository } from './goods-search.repository.js';
import type { GoodsTotalsRepository } from './goods-totals.repository.js';

/** Goods as they are now. */
export interface CurrentGoods extends GoodsDetails {
  readonly id: string;
  readonly stockQuantity: number;
  readonly archived: boolean;
}

/** Goods to add. */
export interface ImportedGoods extends GoodsDetails {
  readonly id: string;
  readonly stockQuantity: number;
  /** An instant with its zone, to the microsecond; null: now. */
  readonly createdAt: string | null;
  readonly archivedAt: string | null;
}

/** What goods become. */
export interface ChangedGoods extends GoodsDetails {
  readonly id: string;
  /** Units that the stock moves by, booked as an adjustment; 0: none. */
  readonly stockChange: number;
}

type CurrentRow = Omit<CurrentGoods, 'price' | 'costPrice'> & { readonly price: string; readonly costPrice: string };

/** What the ledger says of movements that came with a file. */
export const IMPORT_NOTE = 'import';

/** The goods of one shop that a file adds or changes. The caller holds the rows that are changed. */
export class GoodsImportRepository {
  readonly #manager: EntityManager;
  readonly #userId: TenantId;
  readonly #totals: GoodsTotalsRepository;
  readonly #search: GoodsSearchRepository;

  /** @param totals of the same transaction */
  constructor(manager: EntityManager, userId: TenantId, totals: GoodsTotalsRepository) {
    this.#manager = manager;
    this.#userId = userId;
    this.#totals = totals;
    this.#search = new GoodsSearchRepository(manager, userId);
  }

  /** Those of `ids` that there are, by id. */
  async current(ids: readonly string[]): Promise<Map<string, CurrentGoods>> {
    const rows: CurrentRow[] = await this.#manager.query(
      `SELECT id, name, category, sku, unit, price::text AS price, cost_price::text AS "costPrice",
              stock_quantity AS "stockQuantity", lead_time_days AS "leadTimeDays",
              low_stock_threshold AS "lowStockThreshold", archived_at IS NOT NULL AS archived
         FROM goods WHERE user_id = $1 AND id = ANY ($2::uuid[])`,
      [this.#userId, ids],
    );
    return new Map(
      rows.map((row) => [row.id, { ...row, price: parseMoney(row.price), costPrice: parseMoney(row.costPrice) }]),
    );
  }

  /** Adds goods with their opening movements. Those that do not say when they were made follow each other by a microsecond. */
  async insert(goods: readonly ImportedGoods[]): Promise<void> {
    if (goods.length === 0) return;
    await this.#manager.query(
      `WITH line AS (
         SELECT * FROM unnest(${DETAIL_ARRAYS}, $11::int[], $12::timestamptz[], $13::timestamptz[]) WITH ORDINALITY
                AS line (${DETAIL_COLUMNS}, stock_quantity, created_at, archived_at, number)
       ), made AS (
         INSERT INTO goods (user_id, ${DETAIL_COLUMNS}, stock_quantity, created_at, archived_at)
         SELECT $1, ${DETAIL_COLUMNS}, stock_quantity,
                coalesce(created_at, clock_timestamp() + number * interval '1 microsecond'), archived_at
           FROM line
       )
       INSERT INTO stock_movements (user_id, goods_id, kind, quantity_change, note)
       SELECT $1, id, 'opening', stock_quantity, '${IMPORT_NOTE}' FROM line WHERE stock_quantity > 0 ORDER BY number`,
      [
        this.#userId,
        ...detailArrays(goods),
        goods.map((one) => one.stockQuantity),
        goods.map((one) => one.createdAt),
        goods.map((one) => one.archivedAt),
      ],
    );
    await this.#search.add(goods.map(({ id }) => id));
    const active = goods.filter(({ archivedAt }) => archivedAt === null);
    this.#totals.move({
      goodsCount: active.length,
      archivedCount: goods.length - active.length,
      stockValue: active.reduce((sum, one) => sum + BigInt(one.stockQuantity) * one.costPrice, 0n),
    });
  }

  /** Writes what goods have become, with the adjustments of their stock. None of them is archived. */
  async update(goods: readonly ChangedGoods[]): Promise<void> {
    if (goods.length === 0) return;
    const renamed = await this.#renamed(goods);
    if (renamed.length > 0) await this.#search.remove(renamed, false);
    await this.#totals.around(
      goods.map(({ id }) => id),
      () => this.#write(goods),
    );
    if (renamed.length > 0) await this.#search.add(renamed);
  }

  async #renamed(goods: readonly ChangedGoods[]): Promise<string[]> {
    const rows: { id: string }[] = await this.#manager.query(
      `SELECT id FROM goods JOIN unnest($2::uuid[], $3::text[], $4::text[]) AS line (id, name, category) USING (id)
        WHERE user_id = $1 AND (goods.name, goods.category) IS DISTINCT FROM (line.name, line.category)`,
      [this.#userId, goods.map(({ id }) => id), goods.map(({ name }) => name), goods.map(({ category }) => category)],
    );
    return rows.map(({ id }) => id);
  }

  async #write(goods: readonly ChangedGoods[]): Promise<void> {
    await this.#manager.query(
      `WITH line AS (
         SELECT * FROM unnest(${DETAIL_ARRAYS}, $11::int[]) WITH ORDINALITY
                AS line (${DETAIL_COLUMNS}, stock_change, number)
       ), moved AS (
         INSERT INTO stock_movements (user_id, goods_id, kind, quantity_change, note)
         SELECT $1, id, 'adjustment', stock_change, '${IMPORT_NOTE}' FROM line WHERE stock_change <> 0 ORDER BY number
       )
       UPDATE goods
          SET name = line.name, category = line.category, sku = line.sku, unit = line.unit, price = line.price,
              cost_price = line.cost_price, lead_time_days = line.lead_time_days,
              low_stock_threshold = line.low_stock_threshold, stock_quantity = goods.stock_quantity + line.stock_change
         FROM line WHERE goods.user_id = $1 AND goods.id = line.id`,
      [this.#userId, ...detailArrays(goods), goods.map((one) => one.stockChange)],
    );
  }
}

const DETAIL_COLUMNS = 'id, name, category, sku, unit, price, cost_price, lead_time_days, low_stock_threshold';

const DETAIL_ARRAYS =
  '$2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::numeric[], $8::numeric[], $9::int[], $10::int[]';

function detailArrays(goods: readonly (GoodsDetails & { readonly id: string })[]): unknown[][] {
  return [
    goods.map((one) => one.id),
    goods.map((one) => one.name),
    goods.map((one) => one.category),
    goods.map((one) => one.sku),
    goods.map((one) => one.unit),
    goods.map((one) => formatMoney(one.price)),
    goods.map((one) => formatMoney(one.costPrice)),
    goods.map((one) => one.leadTimeDays),
    goods.map((one) => one.lowStockThreshold),
  ];
}
