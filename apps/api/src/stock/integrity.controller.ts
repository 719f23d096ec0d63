import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantId } from '@tor/kernel/tenant-id';
import { CurrentTenant } from '../http/current-tenant.js';
import { ApiDetail, type DetailEnvelope } from '../http/envelopes.js';
import { IntegrityView, toIntegrityView } from './dto/integrity.view.js';
import { StockService } from './stock.service.js';

@ApiTags('stock')
@ApiBearerAuth()
@Controller('api/integrity')
export class IntegrityController {
  constructor(private readonly stock: StockService) {}

  @Get()
  @ApiOperation({ summary: 'Whether stock, ledger, sales and totals agree; names what does not' })
  @ApiDetail(IntegrityView)
  async check(@CurrentTenant() tenantId: TenantId): Promise<DetailEnvelope<IntegrityView>> {
    return { data: toIntegrityView(await this.stock.integrity(tenantId)) };
  }
}
