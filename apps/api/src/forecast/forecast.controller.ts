import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { TenantId } from '@tor/kernel/tenant-id';
import { CurrentTenant } from '../http/current-tenant.js';
import { ApiProblems, type DetailEnvelope } from '../http/envelopes.js';
import { ForecastQuery } from './dto/forecast-query.js';
import { GoodsForecastView } from './dto/forecast.view.js';
import { ForecastService } from './forecast.service.js';

@ApiTags('forecast')
@ApiBearerAuth()
@Controller('api/forecast')
export class ForecastController {
  constructor(private readonly forecasts: ForecastService) {}

  @Get()
  @ApiOperation({ summary: 'Demand of the coming days and what to order now' })
  @ApiExtraModels(GoodsForecastView)
  @ApiOkResponse({
    schema: {
      type: 'object',
      required: ['data'],
      properties: { data: { type: 'array', items: { $ref: getSchemaPath(GoodsForecastView) } } },
    },
  })
  @ApiProblems({
    401: 'No token, or a bad one',
    404: 'No goods of this id',
    422: 'Not valid',
    429: 'Too many requests',
    503: 'The database is out of reach',
  })
  async forecast(
    @CurrentTenant() tenantId: TenantId,
    @Query() { goods_id, day_forecast }: ForecastQuery,
  ): Promise<DetailEnvelope<GoodsForecastView[]>> {
    return { data: await this.forecasts.forecast(tenantId, day_forecast, goods_id) };
  }
}
