import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { CountTotals } from '@tor/inventory/stock-count';
import { DomainError } from '@tor/kernel/domain-error';
import { formatMoney, parseMoney, type Money } from '@tor/kernel/money';
import type { TenantId } from '@tor/kernel/tenant-id';
import { Goods } from '../entities/goods.entity.js';
import { StockCountLine } from '../entities/stock-count-line.entity.js';
import { StockCount } from '../entities/stock-count.entity.js';
import { EntityRows, readRows } from './entity-rows.js';
import type { Page, PageRequest } from './page.js';
import { readPage } from './read-page.js';

/** A counted line together with its goods. */
export type CountLineWithGoods = StockCountLine & Required<Pick<StockCountLine, 'goods'>>;

export interface NewCountLine {
  readonly goodsId: string;
  readonly countedQuantity: number;
  readonly expectedQuantity: number;
  readonly unitCost: Money;
  readonly countedAt: Date;
}

/** The stock counts of one shop. */
export class StockCountRepository {
  readonly #manager: EntityManager;
  readonly #userId: TenantId;

  constructor(manager: EntityManager, userId: TenantId) {
    this.#manager = manager;
    this.#userId = userId;
  }

  async open(note: string | null, openedAt: Date): Promise<StockCount> {
    const count = this.#manager.create(StockCount, {
      userId: this.#userId,
      id: randomUUID(),
      status: 'open',
      note,
      openedAt,
      closedAt: null,
    });
    await this.#manager.insert(StockCount, count);
    return count;
  }

  /** The counts, newest first. */
  list(page: PageRequest): Promise<Page<StockCount>> {
    const list = {
      alias: 'count',
      where: 'count.user_id = $1',
      order: 'count.opened_at DESC, count.id DESC',
      values: [this.#userId],
    };
    return readPage(this.#manager, StockCount, list, page);
  }

  /** @throws DomainError `stock_count_not_found` */
  async find(id: string): Promise<StockCount> {
    const where = 'WHERE user_id = $1 AND id = $2';
    const [count] = await readRows(this.#manager, StockCount, 'count', where, [this.#userId, id]);
    return found(count ?? null);
  }

  /**
   * A count that lines can still be put on, its row held until the transaction ends.
   * @throws DomainError `stock_count_not_found`, `stock_count_closed`
   */
  async holdOpen(id: string): Promise<StockCount> {
    const where = { userId: this.#userId, id };
    const count = found(await this.#manager.findOne(StockCount, { where, lock: { mode: 'pessimistic_write' } }));
    if (count.status === 'closed') throw new DomainError('stock_count_closed', 'This stock count is closed');
    return count;
  }

  async close(id: string, closedAt: Date): Promise<void> {
    await this.#manager.update(StockCount, { userId: this.#userId, id }, { status: 'closed', closedAt });
  }

  /** The lines of a count with their goods, by the goods' name; those of `goodsIds` alone where they are given. */
  async lines(stockCountId: string, goodsIds?: readonly string[]): Promise<CountLineWithGoods[]> {
    const lines = EntityRows.of(this.#manager, StockCountLine, 'line');
    const goods = EntityRows.of(this.#manager, Goods, 'goods');
    const rows: Record<string, unknown>[] = await this.#manager.query(
      `SELECT ${lines.columns}, ${goods.columns}
         FROM stock_count_lines AS line JOIN goods ON goods.user_id = line.user_id AND goods.id = line.goods_id
        WHERE line.user_id = $1 AND line.stock_count_id = $2 ${goodsIds ? 'AND line.goods_id = ANY($3::uuid[])' : ''}
        ORDER BY lower(goods.name), line.goods_id`,
      [this.#userId, stockCountId, ...(goodsIds ? [goodsIds] : [])],
    );
    return rows.map((row) => Object.assign(lines.read(row) as StockCountLine, { goods: goods.read(row) as Goods }));
  }

  /** Adds lines; one of goods that are on the count already takes the place of the older one. */
  async putLines(stockCountId: string, lines: readonly NewCountLine[]): Promise<void> {
    if (lines.length === 0) return;
    await this.#manager.query(
      `INSERT INTO stock_count_lines
         (user_id, stock_count_id, goods_id, counted_quantity, expected_quantity, unit_cost, counted_at)
       SELECT $1, $2, line.* FROM unnest($3::uuid[], $4::int[], $5::int[], $6::numeric[], $7::timestamptz[]) AS line
       ON CONFLICT (user_id, stock_count_id, goods_id) DO UPDATE
         SET counted_quantity = excluded.counted_quantity, expected_quantity = excluded.expected_quantity,
             unit_cost = excluded.unit_cost, counted_at = excluded.counted_at`,
      [
        this.#userId,
        stockCountId,
        lines.map((line) => line.goodsId),
        lines.map((line) => line.countedQuantity),
        lines.map((line) => line.expectedQuantity),
        lines.map((line) => formatMoney(line.unitCost)),
        lines.map((line) => line.countedAt),
      ],
    );
  }

  /** Takes the lines of these goods off the count. */
  async removeLines(stockCountId: string, goodsIds: readonly string[]): Promise<void> {
    if (goodsIds.length === 0) return;
    await this.#manager.query(
      'DELETE FROM stock_count_lines WHERE user_id = $1 AND stock_count_id = $2 AND goods_id = ANY($3::uuid[])',
      [this.#userId, stockCountId, goodsIds],
    );
  }

  /**
   * The goods on a count that another count has been closed for after they were counted here: what that one booked, this
   * one does not know of. The caller holds the goods' rows.
   */
  async outdatedGoods(stockCountId: string): Promise<Set<string>> {
    const rows: { goodsId: string }[] = await this.#manager.query(
      `SELECT line.goods_id AS "goodsId" FROM stock_count_lines line
        WHERE line.user_id = $1 AND line.stock_count_id = $2
          AND EXISTS (SELECT 1 FROM stock_count_lines other
                        JOIN stock_counts c ON c.user_id = other.user_id AND c.id = other.stock_count_id
                       WHERE other.user_id = $1 AND other.goods_id = line.goods_id AND other.stock_count_id <> $2
                         AND c.status = 'closed' AND c.closed_at >= line.counted_at)`,
      [this.#userId, stockCountId],
    );
    return new Set(rows.map(({ goodsId }) => goodsId));
  }

  /** What counts have found so far, by their ids: the sums that `countTotals` makes of the lines. */
  async totals(stockCountIds: readonly string[]): Promise<Map<string, CountTotals>> {
    if (stockCountIds.length === 0) return new Map();
    const rows: TotalsRow[] = await this.#manager.query(
      `SELECT asked.id, count(line.goods_id)::int AS lines,
              coalesce(sum(-units) FILTER (WHERE units < 0), 0)::float8 AS "missingQuantity",
              coalesce(sum(-units * line.unit_cost) FILTER (WHERE units < 0), 0)::numeric(40,2) AS "missingValue",
              coalesce(sum(units) FILTER (WHERE units > 0), 0)::float8 AS "surplusQuantity",
              coalesce(sum(units * line.unit_cost) FILTER (WHERE units > 0), 0)::numeric(40,2) AS "surplusValue"
         FROM unnest($2::uuid[]) AS asked (id)
         LEFT JOIN stock_count_lines line ON line.user_id = $1 AND line.stock_count_id = asked.id
        CROSS JOIN LATERAL (SELECT line.counted_quantity - line.expected_quantity AS units) AS variance
        GROUP BY asked.id`,
      [this.#userId, stockCountIds],
    );
    return new Map(rows.map((row) => [row.id, toTotals(row)]));
  }
}

interface TotalsRow {
  readonly id: string;
  readonly lines: number;
  readonly missingQuantity: number;
  readonly missingValue: string;
  readonly surplusQuantity: number;
  readonly surplusValue: string;
}

function toTotals({ lines, missingQuantity, missingValue, surplusQuantity, surplusValue }: TotalsRow): CountTotals {
  const [missing, surplus] = [parseMoney(missingValue), parseMoney(surplusValue)];
  return {
    lines,
    missingQuantity,
    missingValue: missing,
    surplusQuantity,
    surplusValue: surplus,
    varianceQuantity: surplusQuantity - missingQuantity,
    varianceValue: surplus - missing,
  };
}

function found(count: StockCount | null): StockCount {
  if (!count) throw new DomainError('stock_count_not_found', 'There is no stock count of this id');
  return count;
}
