import { Body, Controller, Get, Post, Put, Query } from '@nestjs/common';
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
import { CountLinesPut, StockCountCreate, StockCountsQuery } from './dto/stock-count-input.js';
import {
  StockCountDetailView,
  StockCountView,
  toStockCountDetailView,
  toStockCountView,
} from './dto/stock-count.view.js';
import { StockCountsService } from './stock-counts.service.js';

const OPENED = 'Stock count opened successfully';
const SAVED = 'Stock count lines saved successfully';
const CLOSED = 'Stock count closed successfully';

@ApiTags('stock counts')
@ApiBearerAuth()
@Controller('api/stock_counts')
export class StockCountsController {
  constructor(private readonly counts: StockCountsService) {}

  @Get()
  @ApiOperation({ summary: 'List stock counts with what they found, newest first' })
  @ApiList(StockCountView)
  async list(
    @CurrentTenant() tenantId: TenantId,
    @Query() query: StockCountsQuery,
  ): Promise<ListEnvelope<StockCountView>> {
    return listEnvelope(query, await this.counts.list(tenantId, toPageRequest(query)), toStockCountView);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One stock count with all of its lines' })
  @ApiDetail(StockCountDetailView)
  @Refusals('stock_count_not_found')
  async detail(
    @CurrentTenant() tenantId: TenantId,
    @UuidParam('id') id: string,
  ): Promise<DetailEnvelope<StockCountDetailView>> {
    return { data: toStockCountDetailView(await this.counts.detail(tenantId, id)) };
  }

  @Post()
  @Writes()
  @ApiOperation({ summary: 'Open a stock count; selling goes on' })
  @ApiMessage(StockCountDetailView, OPENED)
  async open(
    @CurrentTenant() tenantId: TenantId,
    @Body() input: StockCountCreate,
  ): Promise<MessageEnvelope<StockCountDetailView>> {
    return { message: OPENED, data: toStockCountDetailView(await this.counts.open(tenantId, input)) };
  }

  @Put(':id/lines')
  @ApiOperation({
    summary: 'Put what was counted on an open count',
    description: 'All lines or none. Goods counted again replace their line. Answers with the lines of this request.',
  })
  @ApiMessage(StockCountDetailView, SAVED)
  @Refusals('stock_count_not_found', 'stock_count_closed', 'goods_not_found', 'goods_archived')
  async putLines(
    @CurrentTenant() tenantId: TenantId,
    @UuidParam('id') id: string,
    @Body() input: CountLinesPut,
  ): Promise<MessageEnvelope<StockCountDetailView>> {
    return { message: SAVED, data: toStockCountDetailView(await this.counts.putLines(tenantId, id, input.lines)) };
  }

  @Post(':id/close')
  @Writes()
  @ApiOperation({
    summary: 'Close a stock count and book its variances',
    description:
      'Each goods moves by what was missing or too much when it was counted; what was sold since stays sold.',
  })
  @ApiMessage(StockCountDetailView, CLOSED)
  @Refusals(
    'stock_count_not_found',
    'stock_count_closed',
    'stock_count_outdated',
    'insufficient_stock',
    'stock_limit_exceeded',
  )
  async close(
    @CurrentTenant() tenantId: TenantId,
    @UuidParam('id') id: string,
  ): Promise<MessageEnvelope<StockCountDetailView>> {
    return { message: CLOSED, data: toStockCountDetailView(await this.counts.close(tenantId, id)) };
  }
}
