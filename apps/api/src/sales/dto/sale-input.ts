import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsUUID, Max, Min } from 'class-validator';
import { IsShopDay, Omittable } from '../../http/field-rules.js';

/** The most units that one sale may hold. */
const MAX_QUANTITY = 1_000_000;

/** A sale to book. */
export class SaleCreate {
  @ApiProperty({ format: 'uuid', example: '0b7c2f7e-55a1-4f0e-8c5d-3a0f4b6d9e21' })
  @IsUUID()
  goods_id!: string;

  @ApiProperty({ example: 3, minimum: 1 })
  @Max(MAX_QUANTITY)
  @Min(1)
  @IsInt()
  quantity!: number;

  @ApiProperty({ format: 'date', example: '2026-01-05', description: "The shop's day" })
  @IsShopDay()
  sale_date!: string;
}

/** What may be changed of a sale. */
export class SaleUpdate {
  @ApiPropertyOptional({ example: 2, minimum: 1 })
  @Omittable()
  @Max(MAX_QUANTITY)
  @Min(1)
  @IsInt()
  quantity?: number;

  @ApiPropertyOptional({ format: 'date', example: '2026-01-04' })
  @Omittable()
  @IsShopDay()
  sale_date?: string;
}
