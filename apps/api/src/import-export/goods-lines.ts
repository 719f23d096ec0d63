import { MAX_STOCK } from '@tor/inventory/stock';
import { moneyFromNumber, type Money } from '@tor/kernel/money';
import type { CurrentGoods, ImportedGoods } from '@tor/persistence/repositories/goods-import.repository';
import type { GoodsDetails } from '@tor/persistence/repositories/goods.repository';
import { MAX_LEAD_TIME_DAYS } from '../goods/dto/goods-input.js';
import { MAX_MONEY } from '../http/field-rules.js';
import type { Cells } from './cells.js';
import type { GoodsColumn } from './columns.js';

type SaidDetails = Partial<Omit<GoodsDetails, 'name'>>;

/** A line of a goods file. */
export interface GoodsLine {
  readonly line: number;
  readonly id: string | null;
  readonly name: string;
  /** What the file says besides the name. */
  readonly details: SaidDetails;
  /** Whole units; null: not said. */
  readonly stockQuantity: number | null;
  readonly createdAt: string | null;
  /** Undefined where the file has no such column. */
  readonly archivedAt: string | null | undefined;
}

/** A line that has what new goods need. */
export type NewGoodsLine = GoodsLine & { readonly details: { readonly price: Money } };

const UNITS = { min: 0, max: MAX_STOCK };
export const AMOUNT = { min: 0n, max: moneyFromNumber(MAX_MONEY) };

/** Reads a line by the rules that goods have everywhere; null when it breaks one, which the cells have noted. */
export function readGoodsLine(cells: Cells<GoodsColumn>): GoodsLine | null {
  const [name, price, costPrice] = [
    cells.text('name', 200),
    cells.money('price', AMOUNT),
    cells.money('cost_price', AMOUNT),
  ];
  if (name === null) cells.fail('name', 'must not be empty');
  if (price === null) cells.fail('price', 'must not be empty');
  const line: GoodsLine = {
    line: cells.line,
    id: cells.uuid('id') ?? null,
    name: name ?? '',
    details: said({
      category: cells.text('category', 100),
      sku: cells.text('sku', 64),
      unit: cells.text('unit', 32),
      price: price ?? undefined,
      // A cost that nobody knows is 0.
      costPrice: costPrice === null ? 0n : costPrice,
      leadTimeDays: cells.whole('lead_time_days', { min: 0, max: MAX_LEAD_TIME_DAYS }),
      lowStockThreshold: cells.whole('low_stock_threshold', UNITS),
    }),
    stockQuantity: cells.whole('stock_quantity', UNITS) ?? null,
    createdAt: cells.instant('created_at') ?? null,
    archivedAt: cells.instant('archived_at'),
  };
  return cells.failed ? null : line;
}

export function hasPrice(line: GoodsLine): line is NewGoodsLine {
  return line.details.price !== undefined;
}

/** What a line adds to a shop that has no such goods. */
export function toNewGoods(line: NewGoodsLine, id: string): ImportedGoods {
  const unsaid = { category: null, sku: null, unit: null, costPrice: 0n, leadTimeDays: null, lowStockThreshold: null };
  return {
    ...unsaid,
    ...line.details,
    id,
    name: line.name,
    stockQuantity: line.stockQuantity ?? 0,
    createdAt: line.createdAt,
    archivedAt: line.archivedAt ?? null,
  };
}

/** What a line makes of goods that are there; null when nothing changes. */
export function changedBy(line: GoodsLine, goods: CurrentGoods): { details: GoodsDetails; stockChange: number } | null {
  const { id: _id, stockQuantity, archived: _archived, ...before } = goods;
  const details: GoodsDetails = { ...before, ...line.details, name: line.name };
  const stockChange = (line.stockQuantity ?? stockQuantity) - stockQuantity;
  const same = (Object.keys(details) as (keyof GoodsDetails)[]).every((key) => details[key] === before[key]);
  return same && stockChange === 0 ? null : { details, stockChange };
}

function said(details: { [Key in keyof SaidDetails]: SaidDetails[Key] | undefined }): SaidDetails {
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
}
