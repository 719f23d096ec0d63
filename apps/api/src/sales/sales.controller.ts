import { Body, Controller, Delete, Get, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantId } from '@tor/kernel/tenant-id';
import { CurrentTenant } from '../http/current-tenant.js';
import {
  ApiDetail,
  ApiList,
  ApiMessage,
  listEnvelope,
  type DetailEnvelope,
  type ListEnvelope,
  type MessageEnvelope,
} from '../http/envelopes.js';
import { toPageRequest } from '../http/page-query.js';
import { Refusals } from '../http/refusals.js';
import { UuidParam } from '../http/uuid-param.js';
import { Writes } from '../idempotency/writes.decorator.js';
import { SaleCreate, SaleUpdate } from './dto/sale-input.js';
import { SaleView, toSaleView } from './dto/sale.view.js';
import { SalesBatch, SalesBatchView } from './dto/sales-batch.js';
import { SalesQuery, toSalesFilter } from './dto/sales-query.js';
import { SalesBatchService } from './sales-batch.service.js';
import { SalesService } from './sales.service.js';

const CREATED = 'Sales created successfully';
const BATCHED = 'Sales batch processed';
const UPDATED = 'Sales updated successfully';
const DELETED = 'Sales deleted successfully';

@ApiTags('sales')
@ApiBearerAuth()
@Controller('api/sales')
export class SalesController {
  constructor(
    private readonly sales: SalesService,
    private readonly batches: SalesBatchService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List sales, latest day first; q looks in the name of the goods' })
  @ApiList(SaleView)
  async list(@CurrentTenant() tenantId: TenantId, @Query() query: SalesQuery): Promise<ListEnvelope<SaleView>> {
    const request = { ...toPageRequest(query), ...toSalesFilter(query) };
    return listEnvelope(query, await this.sales.list(tenantId, request), toSaleView);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One sale' })
  @ApiDetail(SaleView)
  @Refusals('sale_not_found')
  async detail(@CurrentTenant() tenantId: TenantId, @UuidParam('id') id: string): Promise<DetailEnvelope<SaleView>> {
    return { data: toSaleView(await this.sales.find(tenantId, id)) };
  }

  @Post('batch')
  @Writes({ inSteps: true })
  @ApiOperation({
    summary: 'Book up to 500 sales of a till that was offline, each with its own key and its own result',
    description: 'Each sale is booked for itself: one that is refused keeps none of the others from the books.',
  })
  @ApiMessage(SalesBatchView, BATCHED)
  async createBatch(
    @CurrentTenant() tenantId: TenantId,
    @Body() { sales }: SalesBatch,
  ): Promise<MessageEnvelope<SalesBatchView>> {
    return { message: BATCHED, data: await this.batches.book(tenantId, sales, CREATED) };
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
  @Refusals('insufficient_stock', 'sale_not_found', 'stock_limit_exceeded')
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
  @Refusals('sale_not_found', 'stock_limit_exceeded')
  async remove(@CurrentTenant() tenantId: TenantId, @UuidParam('id') id: string): Promise<MessageEnvelope<SaleView>> {
    return { message: DELETED, data: toSaleView(await this.sales.remove(tenantId, id)) };
  }
}
