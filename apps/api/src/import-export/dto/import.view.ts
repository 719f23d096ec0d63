import { ApiProperty } from '@nestjs/swagger';
import { moneyToNumber } from '@tor/kernel/money';
import type { GoodsImportResult } from '../goods-import.service.js';
import type { SalesImportResult } from '../sales-write.js';

const IGNORED = 'Columns of the file that are not understood';

/** What a goods file did. */
export class GoodsImportView {
  @ApiProperty({ type: 'integer', minimum: 0, example: 3, description: 'Lines with goods: the sum of the next three' })
  lines!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 1 })
  created!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 1 })
  updated!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 1, description: 'Lines that say what was so already' })
  unchanged!: number;

  @ApiProperty({ type: [String], example: ['colour'], description: IGNORED })
  ignored_columns!: string[];
}

/** What a sales file did. */
export class SalesImportView {
  @ApiProperty({ type: 'integer', minimum: 0, example: 2, description: 'Lines with sales' })
  lines!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 2, description: 'Sales that were booked' })
  created!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 5, description: 'Whole units' })
  total_quantity!: number;

  @ApiProperty({ minimum: 0, example: 240000 })
  total_revenue!: number;

  @ApiProperty({ type: [String], example: ['till'], description: IGNORED })
  ignored_columns!: string[];
}

export function toGoodsImportView(result: GoodsImportResult): GoodsImportView {
  const { lines, created, updated, unchanged, ignoredColumns } = result;
  return { lines, created, updated, unchanged, ignored_columns: [...ignoredColumns] };
}

export function toSalesImportView({
  lines,
  totalQuantity,
  totalRevenue,
  ignoredColumns,
}: SalesImportResult): SalesImportView {
  return {
    lines,
    created: lines,
    total_quantity: totalQuantity,
    total_revenue: moneyToNumber(totalRevenue),
    ignored_columns: [...ignoredColumns],
  };
}
