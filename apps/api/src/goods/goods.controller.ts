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
import { Refusals } from '../http/refusals.js';
import { UuidParam } from '../http/uuid-param.js';
import { Writes } from '../idempotency/writes.decorator.js';
import { GoodsCreate, GoodsUpdate } from './dto/goods-input.js';
import { GoodsQuery, toGoodsListRequest } from './dto/goods-query.js';
import { GoodsDetailView, GoodsView, toGoodsDetailView, toGoodsView } from './dto/goods.view.js';
import { GoodsService } from './goods.service.js';

const CREATED = 'Goods created successfully';
const UPDATED = 'Goods updated successfully';
const DELETED = 'Goods deleted successfully';
const RESTORED = 'Goods restored successfully';

@ApiTags('goods')
@ApiBearerAuth()
@Controller('api/goods')
export class GoodsController {
  constructor(private readonly goods: GoodsService) {}

  @Get()
  @ApiOperation({ summary: 'List goods: by default those that are not archived, newest first' })
  @ApiList(GoodsView)
  async list(@CurrentTenant() tenantId: TenantId, @Query() query: GoodsQuery): Promise<ListEnvelope<GoodsView>> {
    return listEnvelope(query, await this.goods.list(tenantId, toGoodsListRequest(query)), toGoodsView);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One goods with its latest 20 sales' })
  @ApiDetail(GoodsDetailView)
  @Refusals('goods_not_found')
  async detail(
    @CurrentTenant() tenantId: TenantId,
    @UuidParam('id') id: string,
  ): Promise<DetailEnvelope<GoodsDetailView>> {
    const { goods, sales } = await this.goods.detail(tenantId, id);
    return { data: toGoodsDetailView(goods, sales) };
  }

  @Post()
  @Writes()
  @ApiOperation({ summary: 'Add goods' })
  @ApiMessage(GoodsView, CREATED)
  async create(@CurrentTenant() tenantId: TenantId, @Body() input: GoodsCreate): Promise<MessageEnvelope<GoodsView>> {
    return { message: CREATED, data: toGoodsView(await this.goods.create(tenantId, input)) };
  }

  @Put(':id')
  @ApiOperation({ summary: 'Change goods; a changed stock is booked as an adjustment' })
  @ApiMessage(GoodsView, UPDATED)
  @Refusals('goods_not_found', 'goods_archived')
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
  @Refusals('goods_not_found', 'goods_archived')
  async remove(@CurrentTenant() tenantId: TenantId, @UuidParam('id') id: string): Promise<MessageEnvelope<GoodsView>> {
    return { message: DELETED, data: toGoodsView(await this.goods.archive(tenantId, id)) };
  }

  @Post(':id/restore')
  @Writes()
  @ApiOperation({ summary: 'Put archived goods back into the lists' })
  @ApiMessage(GoodsView, RESTORED)
  @Refusals('goods_not_found')
  async restore(@CurrentTenant() tenantId: TenantId, @UuidParam('id') id: string): Promise<MessageEnvelope<GoodsView>> {
    return { message: RESTORED, data: toGoodsView(await this.goods.restore(tenantId, id)) };
  }
}
