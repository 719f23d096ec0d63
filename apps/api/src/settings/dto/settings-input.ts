import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsNumber, Max, Min } from 'class-validator';
import { MAX_STOCK } from '@tor/inventory/stock';
import { IsCurrency, IsTimezone, Omittable } from '../../http/field-rules.js';

export const LANGUAGES = ['id', 'en'] as const;

/** What may be changed of a shop's settings. */
export class SettingsUpdate {
  @ApiPropertyOptional({ example: 'Asia/Makassar', description: "IANA name of the zone that the shop's days follow" })
  @Omittable()
  @IsTimezone()
  timezone?: string;

  @ApiPropertyOptional({ example: 'IDR', pattern: '^[A-Z]{3}$', description: 'ISO 4217 code of what prices are in' })
  @Omittable()
  @IsCurrency()
  currency?: string;

  @ApiPropertyOptional({ enum: LANGUAGES, example: 'id' })
  @Omittable()
  @IsIn(LANGUAGES)
  language?: (typeof LANGUAGES)[number];

  @ApiPropertyOptional({
    type: 'integer',
    example: 3,
    minimum: 0,
    maximum: 365,
    description: 'Days between an order and its arrival, where goods have none of their own',
  })
  @Omittable()
  @Max(365)
  @Min(0)
  @IsInt()
  lead_time_days?: number;

  @ApiPropertyOptional({
    type: 'integer',
    example: 7,
    minimum: 1,
    maximum: 365,
    description: 'Days between two looks at what to order',
  })
  @Omittable()
  @Max(365)
  @Min(1)
  @IsInt()
  review_days?: number;

  @ApiPropertyOptional({
    example: 0.95,
    minimum: 0.5,
    maximum: 0.999,
    description: 'The share of restock cycles that should end without a stock-out',
  })
  @Omittable()
  @Max(0.999)
  @Min(0.5)
  @IsNumber()
  service_level?: number;

  @ApiPropertyOptional({
    type: 'integer',
    example: 10,
    minimum: 0,
    maximum: MAX_STOCK,
    description: 'Units at which goods count as low, where goods have none of their own',
  })
  @Omittable()
  @Max(MAX_STOCK)
  @Min(0)
  @IsInt()
  low_stock_threshold?: number;
}
