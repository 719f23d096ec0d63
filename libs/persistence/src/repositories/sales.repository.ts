import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { CalendarDay } from '@tor/kernel/calendar-day';
import { formatMoney, parseMoney, type Money } from '@tor/kernel/money';
import type { TenantId } from '@tor/kernel/tenant-id';
import { Sale } from '../entities/sale.entity.js';
import { beginsWith, LONGEST_SUFFIX } from './goods-search.repository.js';
import type { Page, PageRequest } from './page.js';
import { Goods } from '../entities/goods.entity.js';
import { EntityRows } from './entity-rows.js';
import { type SalesSlice, sliceOfSales } from './sales-page.js';

export interface NewSale {
  readonly goodsId: string;
  readonly quantity: number;
  readonly saleDate: string;
  readonly unitPrice: Money;
  readonly unitCost: Money;
}

/** Which sales a list shows; what is left out shows all. */
export interface SalesFilter {
  readonly goodsId?: string;
  /** The first day. */
  readonly from?: CalendarDay;
  /** The last day. */
  readonly to?: CalendarDay;
}

/** A sale together with the goods it sold. */
export type SaleWithGoods = Sale & Required<Pick<Sale, 'goods'>>;

/** The sales of one shop. */
export class SalesRepository {
  readonly #manager: EntityManager;
  readonly #userId: TenantId;

  constructor(manager: EntityManager, userId: TenantId) {
    this.#manager = manager;
    this.#userId = userId;
  }

  /** Sales, latest day first; `search` looks in the goods' name. Takes as long on the last page as on the first. */
  async list({ search, goodsId, ...slice }: PageRequest & SalesFilter): Promise<Page<SaleWithGoods>> {
    const goodsIds = search ? await this.#goodsNamed(search, goodsId) : goodsId ? [goodsId] : null;
    if (goodsIds?.length === 0) return { rows: [], total: 0 };
    const sales = EntityRows.of(this.#manager, Sale, 'sale');
    const goods = EntityRows.of(this.#manager, Goods, 'goods');
    const { found, total } = await this.#page(goodsIds, slice, `${sales.columns}, ${goods.columns}`, `${SALE}${GOODS}`);
    return { rows: found.flatMap((row) => withGoods(sales.read(row), goods.read(row)) ?? []), total };
  }

  /** The sums of all sales that {@link list} would page through. */
  async sums({ search, goodsId, from, to }: Pick<PageRequest, 'search'> & SalesFilter): Promise<SumsOfSales> {
    const goodsIds = search ? await this.#goodsNamed(search, goodsId) : goodsId ? [goodsId] : null;
    const [sums]: [SumsRow] = await this.#manager.query(goodsIds ? SUMS_OF_GOODS : SUMS_OF_ALL, [
      this.#userId,
      from ?? '-infinity',
      to ?? 'infinity',
      ...(goodsIds ? [goodsIds] : []),
    ]);
    return { ...sums, revenue: parseMoney(sums.revenue), profit: parseMoney(sums.profit) };
  }

  /** One sale with its goods; null when this shop has none of that id. */
  async find(id: string): Promise<SaleWithGoods | null> {
    const sales = EntityRows.of(this.#manager, Sale, 'sale');
    const goods = EntityRows.of(this.#manager, Goods, 'goods');
    const [row]: Row[] = await this.#manager.query(
      `SELECT ${sales.columns}, ${goods.columns}
         FROM sales AS sale JOIN goods ON goods.user_id = sale.user_id AND goods.id = sale.goods_id
        WHERE sale.user_id = $1 AND sale.id = $2`,
      [this.#userId, id],
    );
    return row ? withGoods(sales.read(row), goods.read(row)) : null;
  }

  /** Like {@link find} without the goods, and holds the row until the transaction ends. */
  findForUpdate(id: string): Promise<Sale | null> {
    return this.#manager.findOne(Sale, { where: { userId: this.#userId, id }, lock: { mode: 'pessimistic_write' } });
  }

  /** The latest sales of one goods. */
  async latestOfGoods(goodsId: string, limit: number): Promise<Sale[]> {
    const sales = EntityRows.of(this.#manager, Sale, 'sale');
    const { found } = await this.#page([goodsId], { offset: 0, limit }, sales.columns, SALE);
    return sales.readAll(found);
  }

  /** @returns the new sale */
  async insert({ goodsId, quantity, saleDate, unitPrice, unitCost }: NewSale): Promise<Sale> {
    const rows = EntityRows.of(this.#manager, Sale, 'sale');
    const written: Record<string, unknown>[] = await this.#manager.query(
      `INSERT INTO sales AS sale (user_id, id, goods_id, quantity, sale_date, unit_price, unit_cost)
       VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${rows.columns}`,
      [this.#userId, randomUUID(), goodsId, quantity, saleDate, formatMoney(unitPrice), formatMoney(unitCost)],
    );
    return rows.readAll(written)[0] as Sale;
  }

  async update(id: string, change: { quantity?: number; saleDate?: string }): Promise<void> {
    if (Object.keys(change).length > 0) await this.#manager.update(Sale, { userId: this.#userId, id }, change);
  }

  async delete(id: string): Promise<void> {
    await this.#manager.delete(Sale, { userId: this.#userId, id });
  }

  /** Remembers that the shop sold on `day`, for the nightly refresh. Writes only when the day is news. */
  async noteActivity(day: string): Promise<void> {
    await this.#manager.query(
      `INSERT INTO shop_activity (user_id, last_sale_on)
       SELECT $1, $2 WHERE NOT EXISTS (SELECT 1 FROM shop_activity WHERE user_id = $1 AND last_sale_on >= $2::date)
       ON CONFLICT (user_id) DO UPDATE SET last_sale_on = greatest(shop_activity.last_sale_on, excluded.last_sale_on)`,
      [this.#userId, day],
    );
  }

  /** Units sold on each day that had sales, from `from` up to and with `to`. Read goods by goods, whatever the plan. */
  dailyTotals(
    goodsIds: readonly string[],
    from: CalendarDay,
    to: CalendarDay,
  ): Promise<{ goodsId: string; day: CalendarDay; quantity: number }[]> {
    return this.#manager.query(
      `SELECT asked.goods_id AS "goodsId", sale_date::text AS day, sum(quantity)::float8 AS quantity
         FROM unnest($2::uuid[]) AS asked (goods_id), LATERAL (
                SELECT sale_date, quantity FROM sales
                 WHERE user_id = $1 AND goods_id = asked.goods_id AND sale_date BETWEEN $3 AND $4 OFFSET 0) AS sale
        GROUP BY asked.goods_id, sale_date ORDER BY asked.goods_id, sale_date`,
      [this.#userId, goodsIds, from, to],
    );
  }

  /** Those of `goodsIds` that were sold from `from` on and before `before`: the ones of which something can be learnt. */
  async soldBetween(goodsIds: readonly string[], from: CalendarDay, before: CalendarDay): Promise<Set<string>> {
    const rows: { id: string }[] = await this.#manager.query(
      `SELECT asked.id FROM unnest($2::uuid[]) AS asked (id)
        WHERE EXISTS (SELECT 1 FROM sales s WHERE s.user_id = $1 AND s.goods_id = asked.id
                         AND s.sale_date >= $3 AND s.sale_date < $4)`,
      [this.#userId, goodsIds, from, before],
    );
    return new Set(rows.map((row) => row.id));
  }

  /**
   * What the forecaster learns from: each day with sales from `from` on and before `before`, its units and its mean unit
   * price, ordered by goods and day. One table alone: right after a bulk load, before PostgreSQL has gathered statistics,
   * a join here is planned a hundred times slower.
   */
  demandBetween(from: CalendarDay, before: CalendarDay): Promise<DemandRow[]> {
    return this.#manager.query(
      `SELECT goods_id AS "goodsId", sale_date::text AS day, sum(quantity)::float8 AS quantity,
              (sum(unit_price * quantity) / sum(quantity))::float8 AS price
         FROM sales WHERE user_id = $1 AND sale_date >= $2 AND sale_date < $3
        GROUP BY goods_id, sale_date ORDER BY goods_id, sale_date`,
      [this.#userId, from, before],
    );
  }

  /** The goods, archived ones too, with `text` in their name, or `goodsId` alone if it has; null: all of the shop's goods. */
  async #goodsNamed(text: string, goodsId: string | undefined): Promise<string[] | null> {
    const isSearched = goodsId === undefined && text.length <= LONGEST_SUFFIX;
    const [found]: [{ ids: string[] | null; all: boolean | null }] = isSearched
      ? await this.#manager.query(SEARCHED_GOODS, [this.#userId, text])
      : await this.#manager.query(LOOKED_AT_GOODS, [this.#userId, text, goodsId ?? null]);
    return found.all ? null : (found.ids ?? []);
  }

  /** The rows of a page in their order, and how long the list is. Sales are read one by one by their ids, whatever the plan. */
  async #page(
    goodsIds: readonly string[] | null,
    slice: SalesSlice,
    columns: string,
    tables: string,
  ): Promise<{ found: Row[]; total: number }> {
    const statement = sliceOfSales(this.#userId, goodsIds, slice);
    if (!statement) return { found: [], total: 0 };
    const found: (Row & { total: number })[] = await this.#manager.query(
      `SELECT slice.total, ${columns} FROM (${statement.sql}) AS slice
         LEFT JOIN LATERAL unnest(slice.ids) WITH ORDINALITY AS listed (id, place) ON true ${tables} ORDER BY listed.place`,
      [...statement.values],
    );
    return { found, total: found[0]?.total ?? 0 };
  }
}

type Row = Readonly<Record<string, unknown>>;

/** By the index alone, however many goods the shop has. */
const SEARCHED_GOODS = `
  SELECT array_agg(id) AS ids,
         count(*) = (SELECT goods_count + archived_count FROM goods_totals WHERE user_id = $1) AS all
    FROM (SELECT DISTINCT place.goods_id AS id FROM (VALUES (false), (true)) AS either (archived), LATERAL (
            SELECT goods_id FROM goods_search
             WHERE user_id = $1 AND archived = either.archived AND in_name AND ${beginsWith('$2::text')} OFFSET 0) AS place) AS one`;

const LOOKED_AT_GOODS = `
  SELECT array_agg(id) FILTER (WHERE named) AS ids, bool_and(named) AND $3::uuid IS NULL AS all
    FROM (SELECT id, strpos(lower(name), lower($2)) > 0 AS named FROM goods
           WHERE user_id = $1 AND ($3::uuid IS NULL OR id = $3)) AS one`;

const SALE = 'LEFT JOIN LATERAL (SELECT * FROM sales WHERE user_id = $1 AND id = listed.id OFFSET 0) AS sale ON true';
const GOODS =
  ' LEFT JOIN LATERAL (SELECT * FROM goods WHERE user_id = $1 AND id = sale.goods_id OFFSET 0) AS goods ON true';

function withGoods(sale: Sale | null, goods: Goods | null): SaleWithGoods | null {
  return sale && goods && Object.assign(sale, { goods });
}

/** What a list of sales comes to. */
export interface SumsOfSales {
  readonly count: number;
  /** Whole units. */
  readonly quantity: number;
  readonly revenue: Money;
  readonly profit: Money;
}

type SumsRow = Record<'count' | 'quantity', number> & Record<'revenue' | 'profit', string>;

const SUMS_OF_ALL = `
SELECT coalesce(sum(sales_count), 0)::float8 AS count, coalesce(sum(quantity), 0)::float8 AS quantity,
       coalesce(sum(revenue), 0)::numeric(40,2) AS revenue, coalesce(sum(profit), 0)::numeric(40,2) AS profit
  FROM daily_sales WHERE user_id = $1 AND sale_date BETWEEN $2::date AND $3::date`;

const SUMS_OF_GOODS = `
SELECT count(*)::float8 AS count, coalesce(sum(quantity), 0)::float8 AS quantity,
       coalesce(sum(unit_price * quantity), 0)::numeric(40,2) AS revenue,
       coalesce(sum((unit_price - unit_cost) * quantity), 0)::numeric(40,2) AS profit
  FROM sales WHERE user_id = $1 AND sale_date BETWEEN $2::date AND $3::date AND goods_id = ANY($4::uuid[])`;

/** One goods' sales of one day. `price` is the mean price of a unit, in the shop's currency. */
export interface DemandRow {
  readonly goodsId: string;
  readonly day: CalendarDay;
  readonly quantity: number;
  readonly price: number;
}
