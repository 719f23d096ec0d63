import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsUUID, Max, Min } from 'class-validator';
import { FORECAST_HORIZON_DAYS } from '@tor/forecast-queue/forecast-jobs';
import { Omittable } from '../../http/field-rules.js';

/** Which goods to look ahead for, and how far. */
export class ForecastQuery {
  @ApiPropertyOptional({
    format: 'uuid',
    example: '0b7c2f7e-55a1-4f0e-8c5d-3a0f4b6d9e21',
    description: 'Left out: the 10 goods with the lowest stock',
  })
  @Omittable()
  @IsUUID()
  goods_id?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: FORECAST_HORIZON_DAYS,
    default: 7,
    description: 'Days ahead',
  })
  @Type(() => Number)
  @Max(FORECAST_HORIZON_DAYS)
  @Min(1)
  @IsInt()
  day_forecast = 7;
}
