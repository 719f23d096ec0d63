import type { EntityManager } from 'typeorm';
import { formatMoney, parseMoney, type Money } from '@tor/kernel/money';
import type { TenantId } from '@tor/kernel/tenant-id';
import { IMPORT_NOTE } from './goods-import.repository.js';
import type { GoodsTotalsRepository } from './goods-totals.repository.js';
import type { NewSale } from './sales.repository.js';

/** A sale to add. */
export interface ImportedSale extends NewSale {
  readonly id: string;
  /** An instant with its zone, to the microsecond; null: now. */
  readonly createdAt: string | null;
}

/** What goods cost and how many there are, now. */
export interface SellableGoods {
  readonly id: string;
  readonly price: Money;
  readonly costPrice: Money;
  readonly stockQuantity: number;
  readonly archived: boolean;
}

/** What an import does to one goods. */
export interface ImportedDemand {
  readonly goodsId: string;
  /** Units sold by all lines of the file. */
  readonly quantity: number;
  /** Whether a forecast of these goods has to be made anew. */
  readonly past: boolean;
}

/** Goods that one statement moves: a statement must not take too long. */
const GOODS_PER_STATEMENT = 10_000;

type SellableRow = Omit<SellableGoods, 'price' | 'costPrice'> & { readonly price: string; readonly costPrice: string };

/** The sales of one shop that a file adds. The caller holds the rows of their goods. */
export class SalesImportRepository {
  readonly #manager: EntityManager;
  readonly #userId: TenantId;
  readonly #totals: GoodsTotalsRepository;

  /** @param totals of the same transaction */
  constructor(manager: EntityManager, userId: TenantId, totals: GoodsTotalsRepository) {
    this.#manager = manager;
    this.#userId = userId;
    this.#totals = totals;
  }

  /** Those of `ids` that are booked already. */
  async booked(ids: readonly string[]): Promise<Set<string>> {
    const rows: { id: string }[] = await this.#manager.query(
      'SELECT id FROM sales WHERE user_id = $1 AND id = ANY ($2::uuid[])',
      [this.#userId, ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Those of `ids` that there are, by id. */
  async sellable(ids: readonly string[]): Promise<Map<string, SellableGoods>> {
    const rows: SellableRow[] = await this.#manager.query(
      `SELECT id, price::text AS price, cost_price::text AS "costPrice", stock_quantity AS "stockQuantity",
              archived_at IS NOT NULL AS archived
         FROM goods WHERE user_id = $1 AND id = ANY ($2::uuid[])`,
      [this.#userId, ids],
    );
    return new Map(
      rows.map((row) => [row.id, { ...row, price: parseMoney(row.price), costPrice: parseMoney(row.costPrice) }]),
    );
  }

  /** A moment for all ledger lines of an import, to the microsecond: at none in between does the stock look larger. */
  async moment(): Promise<string> {
    const [{ moment }]: [{ moment: string }] = await this.#manager.query('SELECT clock_timestamp()::text AS moment');
    return moment;
  }

  /** Lets the stock of goods begin with what is about to be sold, so that the sales leave it as it is. */
  async open(demand: readonly ImportedDemand[], moment: string): Promise<void> {
    for (const part of partsOf(demand)) {
      await this.#manager.query(
        `INSERT INTO stock_movements (user_id, goods_id, kind, quantity_change, note, created_at)
         SELECT $1, goods_id, 'opening', quantity, '${IMPORT_NOTE}', $4::timestamptz
           FROM unnest($2::uuid[], $3::int[]) AS demand (goods_id, quantity)`,
        [this.#userId, part.map(({ goodsId }) => goodsId), part.map(({ quantity }) => quantity), moment],
      );
    }
  }

  /** Books sales with their ledger lines. Those that do not say when they were made follow each other by a microsecond. */
  async insert(sales: readonly ImportedSale[], moment: string): Promise<void> {
    if (sales.length === 0) return;
    await this.#manager.query(
      `WITH line AS (
         SELECT * FROM unnest($2::uuid[], $3::uuid[], $4::int[], $5::date[], $6::numeric[], $7::numeric[],
                              $8::timestamptz[]) WITH ORDINALITY
                AS line (id, goods_id, quantity, sale_date, unit_price, unit_cost, created_at, number)
       ), booked AS (
         INSERT INTO sales (user_id, id, goods_id, quantity, sale_date, unit_price, unit_cost, created_at)
         SELECT $1, id, goods_id, quantity, sale_date, unit_price, unit_cost,
                coalesce(created_at, clock_timestamp() + number * interval '1 microsecond')
           FROM line
       )
       INSERT INTO stock_movements (user_id, goods_id, kind, quantity_change, sale_id, created_at)
       SELECT $1, goods_id, 'sale', -quantity, id, $9::timestamptz FROM line ORDER BY number`,
      [
        this.#userId,
        sales.map((sale) => sale.id),
        sales.map((sale) => sale.goodsId),
        sales.map((sale) => sale.quantity),
        sales.map((sale) => sale.saleDate),
        sales.map((sale) => formatMoney(sale.unitPrice)),
        sales.map((sale) => formatMoney(sale.unitCost)),
        sales.map((sale) => sale.createdAt),
        moment,
      ],
    );
  }

  /**
   * Moves the goods along with the sales that were booked.
   * @param stock `deduct`: the units leave today's stock; `keep`: they do not
   */
  async note(demand: readonly ImportedDemand[], stock: 'keep' | 'deduct'): Promise<void> {
    for (const part of partsOf(demand)) {
      const [{ value }]: [{ value: string }] = await this.#manager.query(
        `WITH moved AS (
         UPDATE goods
            SET stock_quantity = stock_quantity - CASE WHEN $5 THEN demand.quantity ELSE 0 END,
                demand_version = demand_version + demand.past::int
           FROM unnest($2::uuid[], $3::int[], $4::boolean[]) AS demand (goods_id, quantity, past)
          WHERE goods.user_id = $1 AND goods.id = demand.goods_id
         RETURNING CASE WHEN $5 AND archived_at IS NULL THEN demand.quantity * cost_price ELSE 0 END AS value
         )
         SELECT coalesce(sum(value), 0)::numeric(30,2) AS value FROM moved`,
        [
          this.#userId,
          part.map(({ goodsId }) => goodsId),
          part.map(({ quantity }) => quantity),
          part.map(({ past }) => past),
          stock === 'deduct',
        ],
      );
      this.#totals.move({ stockValue: -parseMoney(value) });
    }
  }
}

function* partsOf<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let start = 0; start < rows.length; start += GOODS_PER_STATEMENT) {
    yield rows.slice(start, start + GOODS_PER_STATEMENT);
  }
}
