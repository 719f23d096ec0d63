import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { TenantId } from '@tor/kernel/tenant-id';
import { CurrentTenant } from '../http/current-tenant.js';
import type { DetailEnvelope } from '../http/envelopes.js';
import { FollowedInLog } from '../http/followed-in-log.js';
import { Refusals } from '../http/refusals.js';
import { ForecastQuery } from './dto/forecast-query.js';
import { GoodsForecastView } from './dto/forecast.view.js';
import { ForecastService } from './forecast.service.js';

@ApiTags('forecast')
@ApiBearerAuth()
@FollowedInLog()
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
  @Refusals('goods_not_found')
  async forecast(
    @CurrentTenant() tenantId: TenantId,
    @Query() { goods_id, day_forecast }: ForecastQuery,
  ): Promise<DetailEnvelope<GoodsForecastView[]>> {
    return { data: await this.forecasts.forecast(tenantId, day_forecast, goods_id) };
  }
}
