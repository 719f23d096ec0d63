import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantId } from '@tor/kernel/tenant-id';
import { CurrentTenant } from '../http/current-tenant.js';
import { ApiDetail, type DetailEnvelope } from '../http/envelopes.js';
import { Refusals } from '../http/refusals.js';
import { DashboardService } from './dashboard.service.js';
import { DashboardQuery } from './dto/dashboard-query.js';
import { DashboardView } from './dto/dashboard.view.js';

@ApiTags('dashboard')
@ApiBearerAuth()
@Controller('api/dashboard')
export class DashboardController {
  constructor(private readonly dashboard: DashboardService) {}

  @Get()
  @ApiOperation({ summary: "A month's sales, revenue and profit, and the stock as it is now" })
  @ApiDetail(DashboardView)
  @Refusals('invalid_month')
  async month(
    @CurrentTenant() tenantId: TenantId,
    @Query() { year, month }: DashboardQuery,
  ): Promise<DetailEnvelope<DashboardView>> {
    return { data: await this.dashboard.month(tenantId, year, month) };
  }
}
