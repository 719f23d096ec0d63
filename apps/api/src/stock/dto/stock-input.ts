import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, Max, Min, NotEquals } from 'class-validator';
import { MAX_STOCK } from '@tor/inventory/stock';
import { IsMoney, IsNullableText, IsText, MAX_MONEY, Nullable } from '../../http/field-rules.js';

/** The most units that one receipt may bring. */
const MAX_RECEIVED = 1_000_000;

const MAX_NOTE = 200;

/** Goods that arrived. */
export class ReceiptCreate {
  @ApiProperty({ type: 'integer', example: 24, minimum: 1, maximum: MAX_RECEIVED, description: 'Whole units' })
  @Max(MAX_RECEIVED)
  @Min(1)
  @IsInt()
  quantity!: number;

  @ApiPropertyOptional({
    type: Number,
    nullable: true,
    example: 31000,
    minimum: 0,
    maximum: MAX_MONEY,
    description: "What one unit cost: the goods' cost becomes the moving average. Left out: the cost stays as it is",
  })
  @Nullable()
  @IsMoney()
  unit_cost?: number | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: MAX_NOTE, example: 'Faktur 2026-118' })
  @IsNullableText(MAX_NOTE)
  note?: string | null;
}

/** A correction of the stock. */
export class AdjustmentCreate {
  @ApiProperty({
    type: 'integer',
    example: -2,
    minimum: -MAX_STOCK,
    maximum: MAX_STOCK,
    not: { enum: [0] },
    description: 'Whole units, positive into the shop; not 0',
  })
  @Max(MAX_STOCK)
  @Min(-MAX_STOCK)
  @NotEquals(0)
  @IsInt()
  quantity_change!: number;

  @ApiProperty({ minLength: 1, maxLength: MAX_NOTE, example: 'Pecah saat dibongkar' })
  @IsText(1, MAX_NOTE)
  reason!: string;
}
