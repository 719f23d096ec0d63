import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantId } from '@tor/kernel/tenant-id';
import { CurrentTenant } from '../../http/current-tenant.js';
import { ApiDetail, type DetailEnvelope } from '../../http/envelopes.js';
import { Refusals } from '../../http/refusals.js';
import { AccuracyService } from './accuracy.service.js';
import { AccuracyQuery } from './dto/accuracy-query.js';
import { AccuracyView } from './dto/accuracy.view.js';

@ApiTags('forecast')
@ApiBearerAuth()
@Controller('api/forecast/accuracy')
export class AccuracyController {
  constructor(private readonly accuracy: AccuracyService) {}

  @Get()
  @ApiOperation({
    summary: 'Past forecasts against what was sold, and against the naive forecast',
    description:
      'Of each day the first forecast counts, once its seven days are over. What was sold is what the books say now. ' +
      'Of more than 60,000 forecasts (goods times days) only every second, third... day is scored.',
  })
  @ApiDetail(AccuracyView)
  @Refusals('goods_not_found')
  async look(
    @CurrentTenant() tenantId: TenantId,
    @Query() query: AccuracyQuery,
  ): Promise<DetailEnvelope<AccuracyView>> {
    return { data: await this.accuracy.look(tenantId, query) };
  }
}
