import type { EntityManager } from 'typeorm';
import { randomUUID } from 'node:crypto';
import { DomainError } from '@tor/kernel/domain-error';
import { parseMoney, type Money } from '@tor/kernel/money';
import type { TenantId } from '@tor/kernel/tenant-id';
import { Goods } from '../entities/goods.entity.js';
import { readRows } from './entity-rows.js';
import type { Page, PageRequest } from './page.js';
import { readPage } from './read-page.js';

/** What the owner says of goods; stock is booked through the ledger. */
export interface GoodsDetails {
  readonly name: string;
  readonly category: string | null;
  readonly price: Money;
  readonly sku: string | null;
  readonly unit: string | null;
  readonly costPrice: Money;
  readonly leadTimeDays: number | null;
  readonly lowStockThreshold: number | null;
}

/** What a list of goods can be ordered by; a minus sign turns it round. */
export const GOODS_SORTS = [
  'created_at',
  '-created_at',
  'name',
  '-name',
  'stock_quantity',
  '-stock_quantity',
  'price',
  '-price',
] as const;
export type GoodsSort = (typeof GOODS_SORTS)[number];

export interface GoodsListRequest extends PageRequest {
  /** The whole category, letter case aside. */
  readonly category?: string;
  /** Whether the stock is at or below the goods' threshold, or the shop's where they have none. */
  readonly lowStock?: boolean;
  /** Left out or false: goods that are not archived alone; true: those that are. */
  readonly archived?: boolean;
  /** Left out: newest first. */
  readonly sort?: GoodsSort;
}

const SORT_COLUMNS: Record<string, string> = {
  created_at: 'goods.created_at',
  name: 'lower(goods.name)',
  stock_quantity: 'goods.stock_quantity',
  price: 'goods.price',
};

/** Nobody else may change the row, but rows that refer to it can be written, as a forecast's are. */
const HELD = 'FOR NO KEY UPDATE';

/** The goods of one shop. */
export class GoodsRepository {
  readonly #manager: EntityManager;
  readonly #userId: TenantId;

  constructor(manager: EntityManager, userId: TenantId) {
    this.#manager = manager;
    this.#userId = userId;
  }

  /** A page of the goods; `search` looks in name and category. Those that tie are in the order of their ids. */
  list(request: GoodsListRequest): Promise<Page<Goods>> {
    const values: unknown[] = [this.#userId];
    const value = (given: unknown): string => `$${values.push(given)}`;
    const where = ['goods.user_id = $1', `goods.archived_at IS ${request.archived ? 'NOT NULL' : 'NULL'}`];
    if (request.category) where.push(`lower(goods.category) = lower(${value(request.category)})`);
    if (request.lowStock !== undefined) {
      where.push(
        `goods.stock_quantity ${request.lowStock ? '<=' : '>'} coalesce(goods.low_stock_threshold,
           (SELECT settings.low_stock_threshold FROM shop_settings settings WHERE settings.user_id = $1))`,
      );
    }
    if (request.search) {
      const text = value(request.search);
      where.push(
        `(strpos(lower(goods.name), lower(${text})) > 0 OR strpos(lower(coalesce(goods.category, '')), lower(${text})) > 0)`,
      );
    }
    const sort = request.sort ?? '-created_at';
    const direction = sort.startsWith('-') ? 'DESC' : 'ASC';
    const column = SORT_COLUMNS[sort.replace('-', '')] ?? 'goods.created_at';
    const order = `${column} ${direction}, goods.id ${direction}`;
    const list = {
      alias: 'goods',
      where: where.join(' AND '),
      order,
      values,
      looksAtAll: request.search !== undefined,
    };
    return readPage(this.#manager, Goods, list, request);
  }

  /** Goods by id, archived ones too; null when this shop has none of that id. */
  async find(id: string): Promise<Goods | null> {
    const [goods] = await readRows(this.#manager, Goods, 'goods', 'WHERE user_id = $1 AND id = $2', [this.#userId, id]);
    return goods ?? null;
  }

  /** Like {@link find}. @throws DomainError `goods_not_found` */
  async get(id: string): Promise<Goods> {
    return found(await this.find(id));
  }

  /** Like {@link find}, and holds the row until the transaction ends, so that stock can be checked and moved. */
  async findForUpdate(id: string): Promise<Goods | null> {
    const rest = `WHERE user_id = $1 AND id = $2 ${HELD}`;
    const [goods] = await readRows(this.#manager, Goods, 'goods', rest, [this.#userId, id]);
    return goods ?? null;
  }

  /**
   * The row of goods that are on sale, held until the transaction ends.
   * @throws DomainError `goods_not_found`, `goods_archived`
   */
  async holdActive(id: string): Promise<Goods> {
    const goods = found(await this.findForUpdate(id));
    if (goods.archivedAt) throw new DomainError('goods_archived', 'These goods are archived');
    return goods;
  }

  /** Those of `ids` that this shop has, archived ones too, held until the transaction ends. In the order of their ids. */
  holdAll(ids: readonly string[]): Promise<Goods[]> {
    const rest = `WHERE user_id = $1 AND id = ANY ($2::uuid[]) ORDER BY id ${HELD}`;
    return readRows(this.#manager, Goods, 'goods', rest, [this.#userId, ids]);
  }

  /** The goods with the fewest units on hand. */
  lowestStock(limit: number): Promise<Goods[]> {
    const rest = 'WHERE user_id = $1 AND archived_at IS NULL ORDER BY stock_quantity, id LIMIT $2';
    return readRows(this.#manager, Goods, 'goods', rest, [this.#userId, limit]);
  }

  /** What the stock on hand has cost: units x cost of all goods that are not archived. */
  async stockValue(): Promise<Money> {
    const [{ value }]: [{ value: string }] = await this.#manager.query(
      `SELECT coalesce(sum(stock_quantity * cost_price), 0)::numeric(30,2) AS value
         FROM goods WHERE user_id = $1 AND archived_at IS NULL`,
      [this.#userId],
    );
    return parseMoney(value);
  }

  /** All goods that are not archived, or those of `ids`; in the order in which they were added. */
  active(ids?: readonly string[]): Promise<Goods[]> {
    const rest = `WHERE user_id = $1 AND archived_at IS NULL ${ids ? 'AND id = ANY ($2::uuid[])' : ''} ORDER BY created_at, name, id`;
    return readRows(this.#manager, Goods, 'goods', rest, [this.#userId, ...(ids ? [ids] : [])]);
  }

  /** What the goods that are not archived are called. */
  names(): Promise<Pick<Goods, 'id' | 'name' | 'sku'>[]> {
    return this.#manager.query(
      'SELECT id, name, sku FROM goods WHERE user_id = $1 AND archived_at IS NULL ORDER BY name, id',
      [this.#userId],
    );
  }

  /** New goods without stock. */
  async insert(details: GoodsDetails): Promise<Goods> {
    const id = randomUUID();
    await this.#manager.insert(Goods, { ...details, userId: this.#userId, id, stockQuantity: 0 });
    return this.#manager.findOneByOrFail(Goods, { userId: this.#userId, id });
  }

  async update(id: string, change: Partial<GoodsDetails>): Promise<void> {
    if (Object.keys(change).length > 0) await this.#manager.update(Goods, { userId: this.#userId, id }, change);
  }

  async archive(id: string, at: Date): Promise<void> {
    await this.#manager.update(Goods, { userId: this.#userId, id }, { archivedAt: at });
  }

  /** Puts archived goods back into the lists. */
  async restore(id: string): Promise<void> {
    await this.#manager.update(Goods, { userId: this.#userId, id }, { archivedAt: null });
  }

  /** Marks every forecast of these goods as stale that does not know of this transaction. */
  async noteDemandChange(id: string): Promise<void> {
    await this.#manager.increment(Goods, { userId: this.#userId, id }, 'demandVersion', 1);
  }
}

function found(goods: Goods | null): Goods {
  if (!goods) throw new DomainError('goods_not_found', 'There are no goods of this id');
  return goods;
}
