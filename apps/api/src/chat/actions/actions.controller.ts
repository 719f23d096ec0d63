import { Controller, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantId } from '@tor/kernel/tenant-id';
import { CurrentTenant } from '../../http/current-tenant.js';
import { ApiMessage, type MessageEnvelope } from '../../http/envelopes.js';
import { Refusals } from '../../http/refusals.js';
import { UuidParam } from '../../http/uuid-param.js';
import { Writes } from '../../idempotency/writes.decorator.js';
import { DecidedActionView, toDecidedActionView } from '../dto/decided-action.view.js';
import { ActionsService } from './actions.service.js';

const DONE = 'Sudah dikerjakan: Ubah "Kopi Gayo 250 g": harga jual dari Rp 48.000 menjadi Rp 50.000.';
const CANCELLED = 'Dibatalkan, tidak ada yang berubah: Arsipkan barang "Kopi Gayo 250 g".';

@ApiTags('chat')
@ApiBearerAuth()
@Controller('api/chat/actions/:id')
export class ActionsController {
  constructor(private readonly actions: ActionsService) {}

  @Post('confirm')
  @Writes()
  @ApiOperation({
    summary: 'Carry out what the assistant proposed, once',
    description: 'Confirmed again, the answer is the first one and nothing is written twice.',
  })
  @ApiMessage(DecidedActionView, DONE)
  @Refusals(
    'action_not_found',
    'action_expired',
    'action_cancelled',
    'action_outdated',
    'insufficient_stock',
    'stock_limit_exceeded',
    'goods_archived',
    'sale_not_found',
  )
  async confirm(
    @CurrentTenant() tenantId: TenantId,
    @UuidParam('id') id: string,
  ): Promise<MessageEnvelope<DecidedActionView>> {
    return toDecidedActionView(await this.actions.confirm(tenantId, id));
  }

  @Post('cancel')
  @Writes()
  @ApiOperation({ summary: 'Give up what the assistant proposed' })
  @ApiMessage(DecidedActionView, CANCELLED)
  @Refusals('action_not_found', 'action_done')
  async cancel(
    @CurrentTenant() tenantId: TenantId,
    @UuidParam('id') id: string,
  ): Promise<MessageEnvelope<DecidedActionView>> {
    return toDecidedActionView(await this.actions.cancel(tenantId, id));
  }
}
