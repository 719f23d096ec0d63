import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import type { CalendarDay } from '@tor/kernel/calendar-day';
import type { SalesFilter } from '@tor/persistence/repositories/sales.repository';
import { IsShopDay, Omittable } from '../../http/field-rules.js';
import { PageQuery } from '../../http/page-query.js';
import { ValidationProblem } from '../../http/validation.js';

/** The page of which sales is asked for. */
export class SalesQuery extends PageQuery {
  @ApiPropertyOptional({
    format: 'uuid',
    example: '0b7c2f7e-55a1-4f0e-8c5d-3a0f4b6d9e21',
    description: 'Of these goods',
  })
  @Omittable()
  @IsUUID()
  goods_id?: string;

  @ApiPropertyOptional({
    type: String,
    format: 'date',
    pattern: '^20',
    example: '2026-01-01',
    description: 'From this day on',
  })
  @Omittable()
  @IsShopDay()
  from?: CalendarDay;

  @ApiPropertyOptional({
    type: String,
    format: 'date',
    pattern: '^20',
    example: '2026-01-31',
    description: 'Up to and with this day',
  })
  @Omittable()
  @IsShopDay()
  to?: CalendarDay;
}

/** @throws ValidationProblem when the first day is after the last */
export function toSalesFilter({ goods_id, from, to }: SalesQuery): SalesFilter {
  if (from !== undefined && to !== undefined && from > to) {
    throw new ValidationProblem([{ field: 'from', message: 'from must not be after to' }]);
  }
  return { ...(goods_id && { goodsId: goods_id.toLowerCase() }), ...(from && { from }), ...(to && { to }) };
}
