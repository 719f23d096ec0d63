import { ApiPropertyOptional, PickType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsUUID, Max, Min } from 'class-validator';
import { Omittable } from '../../../http/field-rules.js';
import { PageQuery } from '../../../http/page-query.js';

/** Which forecasts are looked back on; `page_index` and `limit` are of the goods. */
export class AccuracyQuery extends PickType(PageQuery, ['page_index', 'limit']) {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 7,
    maximum: 90,
    default: 28,
    description: 'How many days back forecasts are looked at',
  })
  @Type(() => Number)
  @Max(90)
  @Min(7)
  @IsInt()
  days = 28;

  @ApiPropertyOptional({
    format: 'uuid',
    example: '0b7c2f7e-55a1-4f0e-8c5d-3a0f4b6d9e21',
    description: 'Left out: all goods, archived ones too',
  })
  @Omittable()
  @IsUUID()
  goods_id?: string;
}
