import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { parseMoney } from '@tor/kernel/money';
import type { TenantId } from '@tor/kernel/tenant-id';
import { CurrentTenant } from '../http/current-tenant.js';
import { FollowedInLog } from '../http/followed-in-log.js';
import { RestockQuery } from './dto/restock-query.js';
import { RestockListView } from './dto/restock.view.js';
import { RestockService } from './restock.service.js';

@ApiTags('restock')
@ApiBearerAuth()
@FollowedInLog()
@Controller('api/restock')
export class RestockController {
  constructor(private readonly restock: RestockService) {}

  @Get()
  @ApiOperation({
    summary: 'What to buy now, most worthwhile first; with a budget, the best basket inside it',
    description:
      'Without a budget: the restock_quantity of every goods. With one: the units that keep the most margin from being lost for what ' +
      'they cost. Waits for a fresh forecast as GET /api/forecast/ does.',
  })
  @ApiOkResponse({ type: RestockListView })
  list(
    @CurrentTenant() tenantId: TenantId,
    @Query() { budget, page_index: page, limit }: RestockQuery,
  ): Promise<RestockListView> {
    return this.restock.list(tenantId, budget === undefined ? null : parseMoney(budget), { page, limit });
  }
}
