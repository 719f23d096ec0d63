import { Body, Controller, Delete, Get, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantId } from '@tor/kernel/tenant-id';
import { CurrentTenant } from '../http/current-tenant.js';
import { ApiList, ApiMessage, listEnvelope, type ListEnvelope, type MessageEnvelope } from '../http/envelopes.js';
import { PageQuery, toPageRequest } from '../http/page-query.js';
import { Refusals } from '../http/refusals.js';
import { UuidParam } from '../http/uuid-param.js';
import { Writes } from '../idempotency/writes.decorator.js';
import { SaleCreate, SaleUpdate } from './dto/sale-input.js';
import { SaleView, toSaleView } from './dto/sale.view.js';
import { SalesService } from './sales.service.js';

const CREATED = 'Sales created successfully';
const UPDATED = 'Sales updated successfully';
const DELETED = 'Sales deleted successfully';

@ApiTags('sales')
@ApiBearerAuth()
@Controller('api/sales')
export class SalesController {
  constructor(private readonly sales: SalesService) {}

  @Get()
  @ApiOperation({ summary: 'List sales, latest day first; q looks in the name of the goods' })
  @ApiList(SaleView)
  async list(@CurrentTenant() tenantId: TenantId, @Query() query: PageQuery): Promise<ListEnvelope<SaleView>> {
    return listEnvelope(query, await this.sales.list(tenantId, toPageRequest(query)), toSaleView);
  }

  @Post()
  @Writes()
  @ApiOperation({ summary: 'Book a sale; the stock goes down by it' })
  @ApiMessage(SaleView, CREATED)
  @Refusals('insufficient_stock', 'goods_not_found', 'goods_archived')
  async create(@CurrentTenant() tenantId: TenantId, @Body() input: SaleCreate): Promise<MessageEnvelope<SaleView>> {
    return { message: CREATED, data: toSaleView(await this.sales.create(tenantId, input)) };
  }

  @Put(':id')
  @ApiOperation({ summary: 'Change quantity or day of a sale; stock, revenue and profit follow' })
  @ApiMessage(SaleView, UPDATED)
  @Refusals('insufficient_stock', 'sale_not_found')
  async update(
    @CurrentTenant() tenantId: TenantId,
    @UuidParam('id') id: string,
    @Body() input: SaleUpdate,
  ): Promise<MessageEnvelope<SaleView>> {
    return { message: UPDATED, data: toSaleView(await this.sales.update(tenantId, id, input)) };
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Delete a sale; its stock returns, once' })
  @ApiMessage(SaleView, DELETED)
  @Refusals('sale_not_found')
  async remove(@CurrentTenant() tenantId: TenantId, @UuidParam('id') id: string): Promise<MessageEnvelope<SaleView>> {
    return { message: DELETED, data: toSaleView(await this.sales.remove(tenantId, id)) };
  }
}
