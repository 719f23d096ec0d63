import { ApiProperty } from '@nestjs/swagger';
import { varianceQuantity, varianceValue, type CountTotals } from '@tor/inventory/stock-count';
import { moneyToNumber } from '@tor/kernel/money';
import type { StockCount } from '@tor/persistence/entities/stock-count.entity';
import type { CountLineWithGoods } from '@tor/persistence/repositories/stock-count.repository';

const GOODS_ID = '0b7c2f7e-55a1-4f0e-8c5d-3a0f4b6d9e21';

/** What a count has found over all of its lines. */
export class CountTotalsView {
  @ApiProperty({ type: 'integer', minimum: 0, example: 120 })
  lines!: number;

  @ApiProperty({ type: 'integer', example: -5, description: 'surplus less missing' })
  variance_quantity!: number;

  @ApiProperty({ example: -155000, description: 'surplus less missing, at what the units cost' })
  variance_value!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 7 })
  missing_quantity!: number;

  @ApiProperty({ minimum: 0, example: 217000 })
  missing_value!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 2 })
  surplus_quantity!: number;

  @ApiProperty({ minimum: 0, example: 62000 })
  surplus_value!: number;
}

/** A stock count. */
export class StockCountView {
  @ApiProperty({ format: 'uuid', example: 'b3f7f0f2-5a0b-4c57-8f6f-2d1c7f1f6a02' })
  id!: string;

  @ApiProperty({ format: 'uuid', example: '3f0c1a52-6a55-4c6e-9d1f-0a4f6f6f8a11' })
  user_id!: string;

  @ApiProperty({ enum: ['open', 'closed'], example: 'open' })
  status!: string;

  @ApiProperty({ type: String, nullable: true, example: 'Rak depan' })
  note!: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-01-05T02:40:00.000Z' })
  opened_at!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  closed_at!: string | null;

  @ApiProperty({ type: CountTotalsView })
  totals!: CountTotalsView;
}

/** The goods of a line, in short. */
export class CountedGoods {
  @ApiProperty({ format: 'uuid', example: GOODS_ID })
  id!: string;

  @ApiProperty({ example: 'Kopi Gayo 250 g' })
  name!: string;

  @ApiProperty({ type: String, nullable: true, example: 'Kopi' })
  category!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'GAYO-250' })
  sku!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'pcs' })
  unit!: string | null;
}

/** What was counted of one goods, beside what the books held at that moment. */
export class CountLineView {
  @ApiProperty({ format: 'uuid', example: GOODS_ID })
  goods_id!: string;

  @ApiProperty({ type: 'integer', minimum: 0, example: 93 })
  counted_quantity!: number;

  @ApiProperty({ type: 'integer', example: 100, description: 'What the books held when it was counted' })
  expected_quantity!: number;

  @ApiProperty({ type: 'integer', example: -7, description: 'counted less expected; negative: missing' })
  variance_quantity!: number;

  @ApiProperty({ minimum: 0, example: 31000, description: 'What one unit cost when it was counted' })
  unit_cost!: number;

  @ApiProperty({ example: -217000, description: 'variance_quantity x unit_cost' })
  variance_value!: number;

  @ApiProperty({ format: 'date-time', example: '2026-01-05T03:12:44.512Z' })
  counted_at!: string;

  @ApiProperty({ type: CountedGoods })
  goods!: CountedGoods;
}

/** A stock count with its lines. */
export class StockCountDetailView extends StockCountView {
  @ApiProperty({ type: [CountLineView], description: "By the goods' name" })
  lines!: CountLineView[];
}

/** A count, its totals, and lines of it. */
export interface CountSheet {
  readonly count: StockCount;
  readonly totals: CountTotals;
  readonly lines: readonly CountLineWithGoods[];
}

export function toStockCountView({ count, totals }: Omit<CountSheet, 'lines'>): StockCountView {
  return {
    id: count.id,
    user_id: count.userId,
    status: count.status,
    note: count.note,
    opened_at: count.openedAt.toISOString(),
    closed_at: count.closedAt?.toISOString() ?? null,
    totals: {
      lines: totals.lines,
      variance_quantity: totals.varianceQuantity,
      variance_value: moneyToNumber(totals.varianceValue),
      missing_quantity: totals.missingQuantity,
      missing_value: moneyToNumber(totals.missingValue),
      surplus_quantity: totals.surplusQuantity,
      surplus_value: moneyToNumber(totals.surplusValue),
    },
  };
}

export function toStockCountDetailView(sheet: CountSheet): StockCountDetailView {
  return { ...toStockCountView(sheet), lines: sheet.lines.map(toCountLineView) };
}

function toCountLineView(line: CountLineWithGoods): CountLineView {
  const { id, name, category, sku, unit } = line.goods;
  return {
    goods_id: line.goodsId,
    counted_quantity: line.countedQuantity,
    expected_quantity: line.expectedQuantity,
    variance_quantity: varianceQuantity(line),
    unit_cost: moneyToNumber(line.unitCost),
    variance_value: moneyToNumber(varianceValue(line)),
    counted_at: line.countedAt.toISOString(),
    goods: { id, name, category, sku, unit },
  };
}
