import type { EntityManager } from 'typeorm';
import type { MovementDraft } from '@tor/inventory/stock';
import type { CalendarDay } from '@tor/kernel/calendar-day';
import { formatMoney, parseMoney, type Money } from '@tor/kernel/money';
import type { TenantId } from '@tor/kernel/tenant-id';
import { StockMovement } from '../entities/stock-movement.entity.js';
import { EntityRows } from './entity-rows.js';
import { type EmptyShelf, emptyShelvesSql } from './empty-shelves.js';
import type { GoodsTotalsRepository } from './goods-totals.repository.js';
import type { Page, PageRequest } from './page.js';
import { readPage } from './read-page.js';

/** What a ledger line says besides the units. */
export interface MovementDetails {
  readonly unitCost?: Money | null;
  readonly note?: string | null;
}

/** A line of a stock count that is booked. */
export interface CountBooking {
  readonly goodsId: string;
  readonly movement: MovementDraft;
  readonly unitCost: Money;
}

/** The stock ledger of one shop: the only door through which stock moves. */
export class StockLedgerRepository {
  readonly #manager: EntityManager;
  readonly #userId: TenantId;
  readonly #totals: GoodsTotalsRepository;

  /** @param totals of the same transaction */
  constructor(manager: EntityManager, userId: TenantId, totals: GoodsTotalsRepository) {
    this.#manager = manager;
    this.#userId = userId;
    this.#totals = totals;
  }

  /**
   * Writes one line and moves the goods' stock by it. The caller holds the goods' row.
   * @param saleId the sale behind the movement, if any
   * @returns the line as it was written
   */
  async book(
    goodsId: string,
    movement: MovementDraft,
    saleId: string | null = null,
    { unitCost = null, note = null }: MovementDetails = {},
  ): Promise<StockMovement> {
    const rows = EntityRows.of(this.#manager, StockMovement, 'line');
    const { kind, quantityChange } = movement;
    const written: (Record<string, unknown> & { value: string | null })[] = await this.#manager.query(
      `WITH moved AS (
         UPDATE goods SET stock_quantity = stock_quantity + $4::int WHERE user_id = $1 AND id = $2
         RETURNING CASE WHEN archived_at IS NULL THEN $4::int * cost_price END AS value
       )
       INSERT INTO stock_movements AS line (user_id, goods_id, kind, quantity_change, sale_id, unit_cost, note)
       VALUES ($1, $2, $3, $4::int, $5, $6, $7) RETURNING ${rows.columns}, (SELECT value FROM moved) AS value`,
      [this.#userId, goodsId, kind, quantityChange, saleId, unitCost === null ? null : formatMoney(unitCost), note],
    );
    this.#totals.move({ stockValue: parseMoney(written[0]?.value ?? '0') });
    return rows.readAll(written)[0] as StockMovement;
  }

  /** Books what a stock count found, in two statements however many goods it is. The caller holds the goods' rows. */
  async bookCount(stockCountId: string, bookings: readonly CountBooking[]): Promise<void> {
    if (bookings.length === 0) return;
    const goodsIds = bookings.map((booking) => booking.goodsId);
    const changes = bookings.map((booking) => booking.movement.quantityChange);
    await this.#manager.query(
      `INSERT INTO stock_movements (user_id, goods_id, kind, quantity_change, unit_cost, stock_count_id)
       SELECT $1, goods_id, kind, quantity_change, unit_cost, $2
         FROM unnest($3::uuid[], $4::text[], $5::int[], $6::numeric[]) AS booked (goods_id, kind, quantity_change, unit_cost)`,
      [
        this.#userId,
        stockCountId,
        goodsIds,
        bookings.map((booking) => booking.movement.kind),
        changes,
        bookings.map((booking) => formatMoney(booking.unitCost)),
      ],
    );
    const [{ value }]: [{ value: string }] = await this.#manager.query(
      `WITH moved AS (
         UPDATE goods SET stock_quantity = stock_quantity + booked.quantity_change
           FROM unnest($2::uuid[], $3::int[]) AS booked (goods_id, quantity_change)
          WHERE user_id = $1 AND id = booked.goods_id
         RETURNING CASE WHEN archived_at IS NULL THEN booked.quantity_change * cost_price END AS value
       )
       SELECT coalesce(sum(value), 0)::numeric(30,2) AS value FROM moved`,
      [this.#userId, goodsIds, changes],
    );
    this.#totals.move({ stockValue: parseMoney(value) });
  }

  /** The lines of one goods, newest first. */
  list(goodsId: string, page: PageRequest): Promise<Page<StockMovement>> {
    const list = {
      alias: 'line',
      where: 'line.user_id = $1 AND line.goods_id = $2',
      order: 'line.created_at DESC, line.id DESC',
      values: [this.#userId, goodsId],
    };
    return readPage(this.#manager, StockMovement, list, page);
  }

  /** The present moment by the clock that stamps the ledger's lines, in whole milliseconds. */
  async now(): Promise<Date> {
    const [row]: [{ now: Date }] = await this.#manager.query('SELECT clock_timestamp() AS now');
    return row.now;
  }

  /**
   * By how many units the stock of goods has moved since a moment of their own: what the books held then is what they hold
   * now less this. The caller holds the goods' rows.
   */
  async movedSince(moments: readonly { goodsId: string; at: Date }[]): Promise<Map<string, number>> {
    if (moments.length === 0) return new Map();
    const rows: { goodsId: string; moved: number }[] = await this.#manager.query(
      `SELECT asked.goods_id AS "goodsId",
              (SELECT coalesce(sum(m.quantity_change), 0)::float8 FROM stock_movements m
                WHERE m.user_id = $1 AND m.goods_id = asked.goods_id AND m.created_at > asked.at) AS moved
         FROM unnest($2::uuid[], $3::timestamptz[]) AS asked (goods_id, at)`,
      [this.#userId, moments.map(({ goodsId }) => goodsId), moments.map(({ at }) => at)],
    );
    return new Map(rows.map(({ goodsId, moved }) => [goodsId, moved]));
  }

  /**
   * The whole days before `today` on which goods were out of stock, as ranges; of each goods in the order of time. Days before a
   * goods had any stock in the books are in none. A sale may be dated on such a day, when it was booked later.
   * @param timezone the shop's, an IANA name
   */
  emptyShelves(timezone: string, today: CalendarDay): Promise<EmptyShelf[]> {
    return this.#manager.query(
      `SELECT goods_id AS "goodsId", first_day::text AS "firstDay", last_day::text AS "lastDay"
         FROM (${emptyShelvesSql()}) AS shelf ORDER BY goods_id, first_day`,
      [this.#userId, timezone, today],
    );
  }

  /** The goods whose stock is not the sum of their movements; none as long as the books balance. */
  unbalanced(): Promise<{ goodsId: string; stockQuantity: number; ledgerSum: number }[]> {
    return this.#manager.query(
      `SELECT g.id AS "goodsId", g.stock_quantity AS "stockQuantity", coalesce(sum(m.quantity_change), 0)::float8 AS "ledgerSum"
         FROM goods g LEFT JOIN stock_movements m ON m.user_id = g.user_id AND m.goods_id = g.id
        WHERE g.user_id = $1
        GROUP BY g.id, g.stock_quantity
       HAVING g.stock_quantity <> coalesce(sum(m.quantity_change), 0)`,
      [this.#userId],
    );
  }
}
