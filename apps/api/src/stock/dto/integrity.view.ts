import { ApiProperty } from '@nestjs/swagger';
import { moneyToNumber } from '@tor/kernel/money';
import type { GoodsSums, SalesSums, TotalDisagreement } from '@tor/persistence/repositories/integrity.repository';
import type { Integrity } from '../stock.service.js';

const GOODS_ID = '0b7c2f7e-55a1-4f0e-8c5d-3a0f4b6d9e21';
const FIRST_100 = 'What does not agree, the first 100; empty as long as the books balance';

/** Goods whose stock is not the sum of their movements. */
export class StockDisagreementView {
  @ApiProperty({ format: 'uuid', example: GOODS_ID })
  goods_id!: string;

  @ApiProperty({ example: 'Kopi Gayo 250 g' })
  name!: string;

  @ApiProperty({ type: 'integer', example: 24 })
  stock_quantity!: number;

  @ApiProperty({ type: 'integer', example: 23, description: 'The sum of their movements' })
  ledger_sum!: number;
}

/** Goods whose sales are not what their movements took out. */
export class SalesDisagreementView {
  @ApiProperty({ format: 'uuid', example: GOODS_ID })
  goods_id!: string;

  @ApiProperty({ example: 'Kopi Gayo 250 g' })
  name!: string;

  @ApiProperty({ type: 'integer', example: 12, description: 'Units of the sales that there are' })
  sold_by_sales!: number;

  @ApiProperty({ type: 'integer', example: 13, description: 'Units that sales took out of the ledger' })
  sold_by_ledger!: number;
}

/** The sums of sales. */
export class SalesSumsView {
  @ApiProperty({ type: 'integer', example: 3 })
  sales_count!: number;

  @ApiProperty({ type: 'integer', example: 7 })
  quantity!: number;

  @ApiProperty({ example: 336000 })
  revenue!: number;

  @ApiProperty({ example: 119000 })
  profit!: number;
}

/** A total of a day that is not what its sales add up to. */
export class DailyDisagreementView {
  @ApiProperty({ format: 'date', example: '2026-01-05' })
  sale_date!: string;

  @ApiProperty({ type: SalesSumsView, description: 'What the sales add up to' })
  expected!: SalesSumsView;

  @ApiProperty({ type: SalesSumsView, description: 'What the total says' })
  kept!: SalesSumsView;
}

/** A total of goods and month that is not what its sales add up to. */
export class MonthlyDisagreementView {
  @ApiProperty({ format: 'date', example: '2026-01-01', description: 'The first day of the month' })
  month!: string;

  @ApiProperty({ format: 'uuid', example: GOODS_ID })
  goods_id!: string;

  @ApiProperty({ example: 'Kopi Gayo 250 g' })
  name!: string;

  @ApiProperty({ type: SalesSumsView, description: 'What the sales add up to' })
  expected!: SalesSumsView;

  @ApiProperty({ type: SalesSumsView, description: 'What the total says' })
  kept!: SalesSumsView;
}

/** How many goods there are, and what the stock of those that are not archived has cost. */
export class GoodsSumsView {
  @ApiProperty({ type: 'integer', example: 300 })
  goods_count!: number;

  @ApiProperty({ type: 'integer', example: 4 })
  archived_count!: number;

  @ApiProperty({ example: 12400000 })
  stock_value!: number;
}

/** The totals of goods that are not what the goods add up to. */
export class GoodsTotalsDisagreementView {
  @ApiProperty({ type: GoodsSumsView, description: 'What the goods add up to' })
  expected!: GoodsSumsView;

  @ApiProperty({ type: GoodsSumsView, description: 'What the totals say' })
  kept!: GoodsSumsView;
}

/** How many of each kind do not agree, those that are not shown too. */
export class DisagreementCounts {
  @ApiProperty({ type: 'integer', minimum: 0, example: 0 })
  stock!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 0 })
  sales!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 0 })
  totals!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 0 })
  monthly_totals!: number;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: 1, example: 0 })
  goods_totals!: number;
}

/** Whether the books balance. */
export class IntegrityView {
  @ApiProperty({ example: true, description: 'True when everything agrees' })
  balanced!: boolean;

  @ApiProperty({ type: 'integer', minimum: 0, example: 300, description: 'Archived ones too' })
  goods_checked!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 28687 })
  sales_checked!: number;

  @ApiProperty({ type: DisagreementCounts })
  disagreements!: DisagreementCounts;

  @ApiProperty({ type: [StockDisagreementView], maxItems: 100, example: [], description: FIRST_100 })
  stock!: StockDisagreementView[];

  @ApiProperty({ type: [SalesDisagreementView], maxItems: 100, example: [], description: FIRST_100 })
  sales!: SalesDisagreementView[];

  @ApiProperty({
    type: [DailyDisagreementView],
    maxItems: 100,
    example: [],
    description: `Totals of days. ${FIRST_100}`,
  })
  totals!: DailyDisagreementView[];

  @ApiProperty({
    type: [MonthlyDisagreementView],
    maxItems: 100,
    example: [],
    description: `Totals of goods and months. ${FIRST_100}`,
  })
  monthly_totals!: MonthlyDisagreementView[];

  @ApiProperty({
    type: [GoodsTotalsDisagreementView],
    maxItems: 1,
    example: [],
    description: 'The totals of goods when they do not agree; empty as long as the books balance',
  })
  goods_totals!: GoodsTotalsDisagreementView[];
}

export function toIntegrityView(found: Integrity): IntegrityView {
  const { stock, sales, dailyTotals, monthlyTotals, goodsTotals } = found;
  return {
    balanced: Object.values(found).every(({ disagreeing }) => disagreeing === 0),
    goods_checked: stock.checked,
    sales_checked: sales.checked,
    disagreements: {
      stock: stock.disagreeing,
      sales: sales.disagreeing,
      totals: dailyTotals.disagreeing,
      monthly_totals: monthlyTotals.disagreeing,
      goods_totals: goodsTotals.disagreeing,
    },
    stock: stock.rows.map((row) => ({
      goods_id: row.goodsId,
      name: row.name,
      stock_quantity: row.stockQuantity,
      ledger_sum: row.ledgerSum,
    })),
    sales: sales.rows.map((row) => ({
      goods_id: row.goodsId,
      name: row.name,
      sold_by_sales: row.soldBySales,
      sold_by_ledger: row.soldByLedger,
    })),
    totals: dailyTotals.rows.map((row) => ({ sale_date: row.saleDate, ...toBothSums(row) })),
    monthly_totals: monthlyTotals.rows.map((row) => ({
      month: row.month,
      goods_id: row.goodsId,
      name: row.name,
      ...toBothSums(row),
    })),
    goods_totals: goodsTotals.rows.map(({ expected, kept }) => ({
      expected: toGoodsSums(expected),
      kept: toGoodsSums(kept),
    })),
  };
}

function toGoodsSums({ goodsCount, archivedCount, stockValue }: GoodsSums): GoodsSumsView {
  return { goods_count: goodsCount, archived_count: archivedCount, stock_value: moneyToNumber(stockValue) };
}

function toBothSums({ expected, kept }: TotalDisagreement): { expected: SalesSumsView; kept: SalesSumsView } {
  return { expected: toSums(expected), kept: toSums(kept) };
}

function toSums({ salesCount, quantity, revenue, profit }: SalesSums): SalesSumsView {
  return { sales_count: salesCount, quantity, revenue: moneyToNumber(revenue), profit: moneyToNumber(profit) };
}
