import { Controller, Delete, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags, PickType } from '@nestjs/swagger';
import type { TenantId } from '@tor/kernel/tenant-id';
import { CurrentTenant } from '../../http/current-tenant.js';
import {
  ApiDetail,
  ApiList,
  ApiMessage,
  listEnvelope,
  type DetailEnvelope,
  type ListEnvelope,
  type MessageEnvelope,
} from '../../http/envelopes.js';
import { PageQuery, toPageRequest } from '../../http/page-query.js';
import { Refusals } from '../../http/refusals.js';
import { UuidParam } from '../../http/uuid-param.js';
import {
  ConversationDetailView,
  ConversationView,
  toConversationDetailView,
  toConversationView,
} from '../dto/conversation.view.js';
import { ConversationsService } from './conversations.service.js';

const DELETED = 'Conversation deleted successfully';

class ConversationsQuery extends PickType(PageQuery, ['page_index', 'limit']) {}

@ApiTags('chat')
@ApiBearerAuth()
@Controller('api/chat/conversations')
export class ConversationsController {
  constructor(private readonly conversations: ConversationsService) {}

  @Get()
  @ApiOperation({ summary: 'List conversations with the assistant, the latest first; the latest 100 are kept' })
  @ApiList(ConversationView)
  async list(
    @CurrentTenant() tenantId: TenantId,
    @Query() query: ConversationsQuery,
  ): Promise<ListEnvelope<ConversationView>> {
    return listEnvelope(query, await this.conversations.list(tenantId, toPageRequest(query)), toConversationView);
  }

  @Get(':id')
  @ApiOperation({ summary: 'What was said in a conversation' })
  @ApiDetail(ConversationDetailView)
  @Refusals('conversation_not_found')
  async detail(
    @CurrentTenant() tenantId: TenantId,
    @UuidParam('id') id: string,
  ): Promise<DetailEnvelope<ConversationDetailView>> {
    const { conversation, messages } = await this.conversations.detail(tenantId, id);
    return { data: toConversationDetailView(conversation, messages) };
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Forget a conversation with all that was said and proposed in it' })
  @ApiMessage(ConversationView, DELETED)
  @Refusals('conversation_not_found')
  async remove(
    @CurrentTenant() tenantId: TenantId,
    @UuidParam('id') id: string,
  ): Promise<MessageEnvelope<ConversationView>> {
    return { message: DELETED, data: toConversationView(await this.conversations.remove(tenantId, id)) };
  }
}
