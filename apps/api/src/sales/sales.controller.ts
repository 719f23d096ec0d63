import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantId } from '@tor/kernel/tenant-id';
import { CurrentTenant } from '../http/current-tenant.js';
import {
  ApiList,
  ApiMessage,
  ApiProblems,
  listEnvelope,
  type ListEnvelope,
  type MessageEnvelope,
} from '../http/envelopes.js';
import { PageQuery, toPageRequest } from '../http/page-query.js';
import { UuidParam } from '../http/uuid-param.js';
import { SaleCreate, SaleUpdate } from './dto/sale-input.js';
import { SaleView, toSaleView } from './dto/sale.view.js';
import { SalesService } from './sales.service.js';

const CREATED = 'Sales created successfully';
const UPDATED = 'Sales updated successfully';
const DELETED = 'Sales deleted successfully';

@ApiTags('sales')
@ApiBearerAuth()
@ApiProblems({
  401: 'No token, or a bad one',
  422: 'Not valid',
  429: 'Too many requests',
  503: 'The database is out of reach',
})
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
  @HttpCode(200)
  @ApiOperation({ summary: 'Book a sale; the stock goes down by it' })
  @ApiMessage(SaleView, CREATED)
  @ApiProblems({ 400: 'Not enough stock; the detail says how much there is', 404: 'No goods of this id, or archived' })
  async create(@CurrentTenant() tenantId: TenantId, @Body() input: SaleCreate): Promise<MessageEnvelope<SaleView>> {
    return { message: CREATED, data: toSaleView(await this.sales.create(tenantId, input)) };
  }

  @Put(':id')
  @ApiOperation({ summary: 'Change quantity or day of a sale; stock, revenue and profit follow' })
  @ApiMessage(SaleView, UPDATED)
  @ApiProblems({ 400: 'Not enough stock', 404: 'No sale of this id' })
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
  @ApiProblems({ 404: 'No sale of this id' })
  async remove(@CurrentTenant() tenantId: TenantId, @UuidParam('id') id: string): Promise<MessageEnvelope<SaleView>> {
    return { message: DELETED, data: toSaleView(await this.sales.remove(tenantId, id)) };
  }
}
