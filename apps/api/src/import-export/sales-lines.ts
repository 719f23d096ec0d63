import { saleProfit, saleRevenue } from '@tor/inventory/pricing';
import { formatMoney, type Money } from '@tor/kernel/money';
import type { CalendarDay } from '@tor/kernel/calendar-day';
import { MAX_QUANTITY } from '../sales/dto/sale-input.js';
import type { Cells } from './cells.js';
import type { SalesColumn } from './columns.js';
import { AMOUNT } from './goods-lines.js';

/** A line of a sales file. What is null it does not say. */
export interface SalesLine {
  readonly line: number;
  readonly id: string | null;
  readonly goods: { readonly id: string | null; readonly sku: string | null; readonly name: string | null };
  readonly saleDate: CalendarDay;
  /** Whole units. */
  readonly quantity: number;
  readonly unitPrice: Money | null;
  readonly unitCost: Money | null;
  readonly totalRevenue: Money | null;
  readonly totalProfit: Money | null;
  readonly createdAt: string | null;
}

/**
 * Reads a line by the rules that sales have everywhere; null when it breaks one, which the cells have noted.
 */
export function readSalesLine(cells: Cells<SalesColumn>): SalesLine | null {
  const goods = {
    id: cells.uuid('goods_id') ?? null,
    sku: cells.text('goods_sku', 64) ?? null,
    name: cells.text('goods_name', 200) ?? null,
  };
  const saleDate = cells.day('sale_date');
  if (saleDate === null) cells.fail('sale_date', 'must not be empty');
  const quantity = cells.whole('quantity', { min: 1, max: MAX_QUANTITY });
  if (quantity === null) cells.fail('quantity', 'must not be empty');
  const line = {
    line: cells.line,
    id: cells.uuid('id') ?? null,
    goods,
    unitPrice: cells.money('unit_price', AMOUNT) ?? null,
    unitCost: cells.money('unit_cost', AMOUNT) ?? null,
    totalRevenue: cells.money('total_revenue') ?? null,
    totalProfit: cells.money('total_profit') ?? null,
    createdAt: cells.instant('created_at') ?? null,
  };
  return cells.failed || !saleDate || !quantity ? null : { ...line, saleDate, quantity };
}

/** Totals that a line claims and its own figures do not make. */
export function wrongTotals(line: SalesLine, unitPrice: Money, unitCost: Money): (readonly [SalesColumn, string])[] {
  const totals = [
    ['total_revenue', line.totalRevenue, saleRevenue(unitPrice, line.quantity), 'unit price x quantity'],
    [
      'total_profit',
      line.totalProfit,
      saleProfit(unitPrice, unitCost, line.quantity),
      '(unit price - unit cost) x quantity',
    ],
  ] as const;
  return totals
    .filter(([, claimed, right]) => claimed !== null && claimed !== right)
    .map(([column, , right, rule]) => [column, `${column} must be ${formatMoney(right)}, which is ${rule}`] as const);
}
