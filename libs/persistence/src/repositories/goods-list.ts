import type { TenantId } from '@tor/kernel/tenant-id';
import { beginsWith, LONGEST_SUFFIX } from './goods-search.repository.js';
import type { GoodsTotalsChange } from './goods-totals.repository.js';
import type { PageRequest } from './page.js';
import type { ListSql } from './read-page.js';

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

const THRESHOLD_OF_SHOP =
  '(SELECT settings.low_stock_threshold FROM shop_settings settings WHERE settings.user_id = $1)';

/**
 * Those on sale whose stock is low. Two ways to be so, an index for each: however many goods there are, only these are read. PostgreSQL
 * takes what is below something for a third of all, and what is between for few.
 */
const LOW_IN_STOCK = `
  SELECT id, created_at FROM goods
   WHERE user_id = $1 AND archived_at IS NULL AND low_stock_threshold IS NULL AND stock_quantity BETWEEN 0 AND ${THRESHOLD_OF_SHOP}
   UNION ALL
  SELECT id, created_at FROM goods WHERE user_id = $1 AND archived_at IS NULL AND stock_quantity <= low_stock_threshold`;

/**
 * The list of goods that is asked for. How long it is comes from the totals, its goods from an index, wherever that is possible: then
 * it takes as long with ten thousand goods as with a hundred.
 * @param unwritten what the totals do not know yet
 */
export function goodsList(
  userId: TenantId,
  request: GoodsListRequest,
  unwritten: Required<GoodsTotalsChange>,
): ListSql {
  const { archived = false, category, lowStock, search, sort = '-created_at' } = request;
  const values: unknown[] = [userId];
  const value = (given: unknown): string => `$${values.push(given)}`;
  const where = ['goods.user_id = $1', `goods.archived_at IS ${archived ? 'NOT NULL' : 'NULL'}`];
  const filters: string[] = [];
  let members: string | undefined;
  if (search) {
    const text = value(search);
    members = `SELECT goods_id AS id, created_at FROM goods_search
                WHERE user_id = $1 AND archived = ${archived} AND ${beginsWith(`${text}::text`)}`;
    if (search.length > LONGEST_SUFFIX)
      filters.push(`(${holds('goods.name', text)} OR ${holds('goods.category', text)})`);
  }
  if (lowStock !== undefined) {
    if (lowStock && !archived && !members) members = LOW_IN_STOCK;
    else {
      const threshold = `coalesce(goods.low_stock_threshold, ${THRESHOLD_OF_SHOP})`;
      filters.push(`goods.stock_quantity ${lowStock ? '<=' : '>'} ${threshold}`);
    }
  }
  if (category) filters.push(`lower(goods.category) = lower(${value(category)})`);

  const direction = sort.startsWith('-') ? 'DESC' : 'ASC';
  const column = SORT_COLUMNS[sort.replace('-', '')] ?? 'goods.created_at';
  const isAll = filters.length === 0 && !members;
  const isInOrder = filters.length === 0 && column === 'goods.created_at';
  return {
    alias: 'goods',
    where: [...where, ...filters].join(' AND '),
    order: `${column} ${direction}, goods.id ${direction}`,
    ...(members !== undefined && {
      members: { sql: members, ...(isInOrder && { order: `created_at ${direction}, id ${direction}` }) },
    }),
    ...(isAll && { total: totalOf(archived, value(archived ? unwritten.archivedCount : unwritten.goodsCount)) }),
    values,
  };
}

function totalOf(archived: boolean, unwritten: string): string {
  const kept = `(SELECT ${archived ? 'archived_count' : 'goods_count'} FROM goods_totals WHERE user_id = $1)`;
  return `coalesce(${kept}, 0) + ${unwritten}::int`;
}

function holds(column: string, text: string): string {
  return `strpos(lower(coalesce(${column}, '')), lower(${text})) > 0`;
}
