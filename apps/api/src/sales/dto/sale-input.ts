import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsUUID, Max, Min } from 'class-validator';
import { IsShopDayOrInstant, Omittable } from '../../http/field-rules.js';

/** The most units that one sale may hold. */
export const MAX_QUANTITY = 1_000_000;

const SALE_DATE = {
  type: 'string',
  anyOf: [{ format: 'date' }, { format: 'date-time' }],
  pattern: '^20',
  description:
    "The shop's day, YYYY-MM-DD; or the moment with its zone, such as 2026-01-05T23:30:00+07:00, which is booked on the shop's day of that moment",
} as const;

/** A sale to book. */
export class SaleCreate {
  @ApiProperty({ format: 'uuid', example: '0b7c2f7e-55a1-4f0e-8c5d-3a0f4b6d9e21' })
  @IsUUID()
  goods_id!: string;

  @ApiProperty({ type: 'integer', example: 3, minimum: 1, maximum: MAX_QUANTITY })
  @Max(MAX_QUANTITY)
  @Min(1)
  @IsInt()
  quantity!: number;

  @ApiProperty({ ...SALE_DATE, anyOf: [...SALE_DATE.anyOf], example: '2026-01-05' })
  @IsShopDayOrInstant()
  sale_date!: string;
}

/** What may be changed of a sale. */
export class SaleUpdate {
  @ApiPropertyOptional({ type: 'integer', example: 2, minimum: 1, maximum: MAX_QUANTITY })
  @Omittable()
  @Max(MAX_QUANTITY)
  @Min(1)
  @IsInt()
  quantity?: number;

  @ApiPropertyOptional({ ...SALE_DATE, anyOf: [...SALE_DATE.anyOf], example: '2026-01-04' })
  @Omittable()
  @IsShopDayOrInstant()
  sale_date?: string;
}
