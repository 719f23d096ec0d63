import type { EntityManager } from 'typeorm';
import { randomUUID } from 'node:crypto';
import { DomainError } from '@tor/kernel/domain-error';
import { parseMoney, type Money } from '@tor/kernel/money';
import type { TenantId } from '@tor/kernel/tenant-id';
import { Goods } from '../entities/goods.entity.js';
import { readRows } from './entity-rows.js';
import { goodsList, type GoodsListRequest } from './goods-list.js';
import { GoodsSearchRepository } from './goods-search.repository.js';
import type { GoodsTotalsRepository } from './goods-totals.repository.js';
import type { Page } from './page.js';
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

/** Nobody else may change the row, but rows that refer to it can be written, as a forecast's are. */
const HELD = 'FOR NO KEY UPDATE';

/** The goods of one shop. */
export class GoodsRepository {
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

  /** A page of the goods; `search` looks in name and category. Those that tie are in the order of their ids. */
  list(request: GoodsListRequest): Promise<Page<Goods>> {
    return readPage(this.#manager, Goods, goodsList(this.#userId, request, this.#totals.unwritten), request);
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

  /** The goods with the fewest units on hand. @param limit a whole number, always the same: it is part of the statement */
  lowestStock(limit: number): Promise<Goods[]> {
    const rest = `WHERE user_id = $1 AND archived_at IS NULL ORDER BY stock_quantity, id LIMIT ${Math.trunc(limit)}`;
    return readRows(this.#manager, Goods, 'goods', rest, [this.#userId]);
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
    await this.#search.add([id]);
    this.#totals.move({ goodsCount: 1 });
    return this.#manager.findOneByOrFail(Goods, { userId: this.#userId, id });
  }

  /** Changes goods that are not archived, whose row the caller holds. */
  async update(id: string, change: Partial<GoodsDetails>): Promise<void> {
    if (Object.keys(change).length === 0) return;
    const write = () => this.#manager.update(Goods, { userId: this.#userId, id }, change);
    const isRenamed = change.name !== undefined || change.category !== undefined;
    if (isRenamed) await this.#search.remove([id], false);
    await (change.costPrice === undefined ? write() : this.#totals.around([id], write));
    if (isRenamed) await this.#search.add([id]);
  }

  /** Takes goods out of the lists; those that are out already stay as they are. */
  async archive(id: string, at: Date): Promise<void> {
    await this.#move(id, true, at);
  }

  /** Puts archived goods back into the lists; those that are in them stay as they are. */
  async restore(id: string): Promise<void> {
    await this.#move(id, false, null);
  }

  async #move(id: string, archived: boolean, at: Date | null): Promise<void> {
    const [moved]: { value: string }[] = await this.#manager.query(
      `WITH moved AS (
         UPDATE goods SET archived_at = $3
          WHERE user_id = $1 AND id = $2 AND archived_at IS ${archived ? 'NULL' : 'NOT NULL'}
         RETURNING stock_quantity * cost_price AS value
       )
       SELECT value::numeric(30,2) AS value FROM moved`,
      [this.#userId, id, at],
    );
    if (!moved) return;
    await this.#search.remove([id], !archived);
    await this.#search.add([id]);
    const value = parseMoney(moved.value);
    this.#totals.move({
      goodsCount: archived ? -1 : 1,
      archivedCount: archived ? 1 : -1,
      stockValue: archived ? -value : value,
    });
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
