import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import { MAX_STOCK } from '@tor/inventory/stock';
import { IsMoney, IsNullableText, IsText, MAX_MONEY, Nullable, Omittable } from '../../http/field-rules.js';

/** The longest time that goods may take from an order to their arrival. */
export const MAX_LEAD_TIME_DAYS = 365;

/** What may be left out both when goods are made and later. */
class GoodsFields {
  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 100, example: 'Kopi', description: 'Empty is null' })
  @IsNullableText(100)
  category?: string | null;

  @ApiPropertyOptional({
    type: 'integer',
    example: 24,
    minimum: 0,
    maximum: MAX_STOCK,
    description: 'Whole units; a change is booked as an adjustment',
  })
  @Omittable()
  @Max(MAX_STOCK)
  @Min(0)
  @IsInt()
  stock_quantity?: number;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 64, example: 'GAYO-250' })
  @IsNullableText(64)
  sku?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 32, example: 'pcs' })
  @IsNullableText(32)
  unit?: string | null;

  @ApiPropertyOptional({ example: 31000, minimum: 0, maximum: MAX_MONEY, description: 'What one unit costs the shop' })
  @Omittable()
  @IsMoney()
  cost_price?: number;

  @ApiPropertyOptional({
    type: 'integer',
    nullable: true,
    example: 3,
    minimum: 0,
    maximum: MAX_LEAD_TIME_DAYS,
    description: 'Null: as the shop',
  })
  @Nullable()
  @Max(MAX_LEAD_TIME_DAYS)
  @Min(0)
  @IsInt()
  lead_time_days?: number | null;

  @ApiPropertyOptional({
    type: 'integer',
    nullable: true,
    example: 10,
    minimum: 0,
    maximum: MAX_STOCK,
    description: 'Null: as the shop',
  })
  @Nullable()
  @Max(MAX_STOCK)
  @Min(0)
  @IsInt()
  low_stock_threshold?: number | null;
}

/** New goods: a name and a price at least. */
export class GoodsCreate extends GoodsFields {
  @ApiProperty({ minLength: 1, maxLength: 200, example: 'Kopi Gayo 250 g' })
  @IsText(1, 200)
  name!: string;

  @ApiProperty({ example: 48000, minimum: 0, maximum: MAX_MONEY })
  @IsMoney()
  price!: number;
}

/** What may be changed of goods. */
export class GoodsUpdate extends GoodsFields {
  @ApiPropertyOptional({ minLength: 1, maxLength: 200, example: 'Kopi Gayo 250 g' })
  @Omittable()
  @IsText(1, 200)
  name?: string;

  @ApiPropertyOptional({ example: 48000, minimum: 0, maximum: MAX_MONEY })
  @Omittable()
  @IsMoney()
  price?: number;
}
