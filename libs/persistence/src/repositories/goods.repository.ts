import { In, IsNull, type EntityManager } from 'typeorm';
import { randomUUID } from 'node:crypto';
import { DomainError } from '@tor/kernel/domain-error';
import type { Money } from '@tor/kernel/money';
import type { TenantId } from '@tor/kernel/tenant-id';
import { Goods } from '../entities/goods.entity.js';
import type { Page, PageRequest } from './page.js';

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

/** The goods of one shop. */
export class GoodsRepository {
  readonly #manager: EntityManager;
  readonly #userId: TenantId;

  constructor(manager: EntityManager, userId: TenantId) {
    this.#manager = manager;
    this.#userId = userId;
  }

  /** Goods that are not archived, newest first; `search` looks in name and category. */
  async list(request: PageRequest): Promise<Page<Goods>> {
    const query = this.#manager
      .createQueryBuilder(Goods, 'goods')
      .where('goods.userId = :userId AND goods.archivedAt IS NULL', { userId: this.#userId });
    if (request.search) {
      query.andWhere(
        `(strpos(lower(goods.name), lower(:search)) > 0 OR strpos(lower(coalesce(goods.category, '')), lower(:search)) > 0)`,
        { search: request.search },
      );
    }
    query.orderBy('goods.createdAt', 'DESC').addOrderBy('goods.id', 'DESC').offset(request.offset).limit(request.limit);
    const [rows, total] = await query.getManyAndCount();
    return { rows, total };
  }

  /** Goods by id, archived ones too; null when this shop has none of that id. */
  find(id: string): Promise<Goods | null> {
    return this.#manager.findOneBy(Goods, { userId: this.#userId, id });
  }

  /** Like {@link find}, and holds the row until the transaction ends, so that stock can be checked and moved. */
  findForUpdate(id: string): Promise<Goods | null> {
    return this.#manager.findOne(Goods, { where: { userId: this.#userId, id }, lock: { mode: 'pessimistic_write' } });
  }

  /**
   * The row of goods that are on sale, held until the transaction ends.
   * @throws DomainError `goods_not_found`, `goods_archived`
   */
  async holdActive(id: string): Promise<Goods> {
    const goods = await this.findForUpdate(id);
    if (!goods) throw new DomainError('goods_not_found', 'There are no goods of this id');
    if (goods.archivedAt) throw new DomainError('goods_archived', 'These goods are archived');
    return goods;
  }

  /** The goods with the fewest units on hand. */
  lowestStock(limit: number): Promise<Goods[]> {
    return this.#manager.find(Goods, {
      where: { userId: this.#userId, archivedAt: IsNull() },
      order: { stockQuantity: 'ASC', id: 'ASC' },
      take: limit,
    });
  }

  /** All goods that are not archived, or those of `ids`; in the order in which they were added. */
  active(ids?: readonly string[]): Promise<Goods[]> {
    return this.#manager.find(Goods, {
      where: { userId: this.#userId, archivedAt: IsNull(), ...(ids ? { id: In([...ids]) } : {}) },
      order: { createdAt: 'ASC', name: 'ASC', id: 'ASC' },
    });
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

  /** Marks every forecast of these goods as stale that does not know of this transaction. */
  async noteDemandChange(id: string): Promise<void> {
    await this.#manager.increment(Goods, { userId: this.#userId, id }, 'demandVersion', 1);
  }
}
