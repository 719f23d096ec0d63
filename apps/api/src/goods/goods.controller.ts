import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantId } from '@tor/kernel/tenant-id';
import { CurrentTenant } from '../http/current-tenant.js';
import {
  ApiDetail,
  ApiList,
  ApiMessage,
  ApiProblems,
  listEnvelope,
  type DetailEnvelope,
  type ListEnvelope,
  type MessageEnvelope,
} from '../http/envelopes.js';
import { PageQuery, toPageRequest } from '../http/page-query.js';
import { UuidParam } from '../http/uuid-param.js';
import { GoodsCreate, GoodsUpdate } from './dto/goods-input.js';
import { GoodsDetailView, GoodsView, toGoodsDetailView, toGoodsView } from './dto/goods.view.js';
import { GoodsService } from './goods.service.js';

const CREATED = 'Goods created successfully';
const UPDATED = 'Goods updated successfully';
const DELETED = 'Goods deleted successfully';

@ApiTags('goods')
@ApiBearerAuth()
@ApiProblems({
  401: 'No token, or a bad one',
  422: 'Not valid',
  429: 'Too many requests',
  503: 'The database is out of reach',
})
@Controller('api/goods')
export class GoodsController {
  constructor(private readonly goods: GoodsService) {}

  @Get()
  @ApiOperation({ summary: 'List goods, newest first' })
  @ApiList(GoodsView)
  async list(@CurrentTenant() tenantId: TenantId, @Query() query: PageQuery): Promise<ListEnvelope<GoodsView>> {
    return listEnvelope(query, await this.goods.list(tenantId, toPageRequest(query)), toGoodsView);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One goods with its latest 20 sales' })
  @ApiDetail(GoodsDetailView)
  @ApiProblems({ 404: 'No goods of this id' })
  async detail(
    @CurrentTenant() tenantId: TenantId,
    @UuidParam('id') id: string,
  ): Promise<DetailEnvelope<GoodsDetailView>> {
    const { goods, sales } = await this.goods.detail(tenantId, id);
    return { data: toGoodsDetailView(goods, sales) };
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Add goods' })
  @ApiMessage(GoodsView, CREATED)
  async create(@CurrentTenant() tenantId: TenantId, @Body() input: GoodsCreate): Promise<MessageEnvelope<GoodsView>> {
    return { message: CREATED, data: toGoodsView(await this.goods.create(tenantId, input)) };
  }

  @Put(':id')
  @ApiOperation({ summary: 'Change goods; a changed stock is booked as an adjustment' })
  @ApiMessage(GoodsView, UPDATED)
  @ApiProblems({ 404: 'No goods of this id, or archived' })
  async update(
    @CurrentTenant() tenantId: TenantId,
    @UuidParam('id') id: string,
    @Body() input: GoodsUpdate,
  ): Promise<MessageEnvelope<GoodsView>> {
    return { message: UPDATED, data: toGoodsView(await this.goods.update(tenantId, id, input)) };
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Archive goods; their sales stay in the books' })
  @ApiMessage(GoodsView, DELETED)
  @ApiProblems({ 404: 'No goods of this id, or archived already' })
  async remove(@CurrentTenant() tenantId: TenantId, @UuidParam('id') id: string): Promise<MessageEnvelope<GoodsView>> {
    return { message: DELETED, data: toGoodsView(await this.goods.archive(tenantId, id)) };
  }
}
