import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantId } from '@tor/kernel/tenant-id';
import { CurrentTenant } from '../http/current-tenant.js';
import { ApiList, ApiMessage, listEnvelope, type ListEnvelope, type MessageEnvelope } from '../http/envelopes.js';
import { toPageRequest } from '../http/page-query.js';
import { Refusals } from '../http/refusals.js';
import { UuidParam } from '../http/uuid-param.js';
import { Writes } from '../idempotency/writes.decorator.js';
import { BookedGoodsView, MovementView, toBookedGoodsView, toMovementView } from './dto/movement.view.js';
import { MovementsQuery } from './dto/movements-query.js';
import { AdjustmentCreate, ReceiptCreate } from './dto/stock-input.js';
import { StockService } from './stock.service.js';

const RECEIVED = 'Receipt booked successfully';
const ADJUSTED = 'Adjustment booked successfully';

@ApiTags('stock')
@ApiBearerAuth()
@Controller('api/goods/:id')
export class StockController {
  constructor(private readonly stock: StockService) {}

  @Post('receipts')
  @Writes()
  @ApiOperation({ summary: 'Book goods that arrived; a unit cost moves the cost of the goods' })
  @ApiMessage(BookedGoodsView, RECEIVED)
  @Refusals('goods_not_found', 'goods_archived', 'stock_limit_exceeded')
  async receive(
    @CurrentTenant() tenantId: TenantId,
    @UuidParam('id') id: string,
    @Body() input: ReceiptCreate,
  ): Promise<MessageEnvelope<BookedGoodsView>> {
    return { message: RECEIVED, data: toBookedGoodsView(await this.stock.receive(tenantId, id, input)) };
  }

  @Post('adjustments')
  @Writes()
  @ApiOperation({ summary: 'Correct the stock by a number of units, with the reason' })
  @ApiMessage(BookedGoodsView, ADJUSTED)
  @Refusals('goods_not_found', 'goods_archived', 'insufficient_stock', 'stock_limit_exceeded')
  async adjust(
    @CurrentTenant() tenantId: TenantId,
    @UuidParam('id') id: string,
    @Body() input: AdjustmentCreate,
  ): Promise<MessageEnvelope<BookedGoodsView>> {
    return { message: ADJUSTED, data: toBookedGoodsView(await this.stock.adjust(tenantId, id, input)) };
  }

  @Get('movements')
  @ApiOperation({ summary: 'What moved the stock of goods, newest first' })
  @ApiList(MovementView)
  @Refusals('goods_not_found')
  async movements(
    @CurrentTenant() tenantId: TenantId,
    @UuidParam('id') id: string,
    @Query() query: MovementsQuery,
  ): Promise<ListEnvelope<MovementView>> {
    return listEnvelope(query, await this.stock.movements(tenantId, id, toPageRequest(query)), toMovementView);
  }
}
