import { Body, Controller, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { TenantId } from '@tor/kernel/tenant-id';
import { CurrentTenant } from '../http/current-tenant.js';
import { ChatLimit } from '../http/rate-limits.js';
import { Refusals } from '../http/refusals.js';
import { Writes } from '../idempotency/writes.decorator.js';
import { ChatService } from './chat.service.js';
import { ChatStream } from './chat-stream.js';
import { ChatInput, saidIn } from './dto/chat-input.js';
import { ChatAnswerView } from './dto/chat.view.js';

const EVENTS_EXAMPLE =
  'event: tool\ndata: {"name":"get_goods_detail","arguments":{"goods":"kopi gayo"}}\n\n' +
  'event: token\ndata: {"text":"Stok \\"Kopi Gayo 250 g\\" "}\n\n';

@ApiTags('chat')
@ApiBearerAuth()
@Controller('api/chat')
export class ChatController {
  constructor(private readonly chat: ChatService) {}

  @Post()
  @Writes({ inSteps: true })
  @ChatLimit()
  @ApiOperation({
    summary: 'Ask the assistant about goods, stock, sales and forecasts, or have it propose a change',
    description:
      'Indonesian or English. A change is proposed as `pending_action` and happens when it is confirmed: by its route, or by a plain ' +
      'yes in the next message of the conversation.',
  })
  @ApiOkResponse({ type: ChatAnswerView })
  @Refusals('conversation_not_found', 'conversation_busy', 'assistant_unavailable')
  answer(
    @CurrentTenant() tenantId: TenantId,
    @Body() body: ChatInput,
    @Query() query: ChatInput,
  ): Promise<ChatAnswerView> {
    return this.chat.answer(tenantId, saidIn(body, query), null);
  }

  @Post('stream')
  @HttpCode(200)
  @ChatLimit()
  @ApiOperation({
    summary: 'Ask the assistant, and read the answer while it is made',
    description:
      'Server-sent events: `token` {text} for the next words; `tool` {name, arguments} when a tool is asked and `restart` {}, both of which make ' +
      'the words so far void; `proposal` with the pending action; then `end` with the answer as the plain route gives it, or `error` with a problem.',
  })
  @ApiOkResponse({
    description: 'The events',
    content: { 'text/event-stream': { schema: { type: 'string' }, example: EVENTS_EXAMPLE } },
  })
  @Refusals('conversation_not_found', 'conversation_busy', 'assistant_unavailable')
  async stream(
    @CurrentTenant() tenantId: TenantId,
    @Body() body: ChatInput,
    @Query() query: ChatInput,
    @Res() response: Response,
  ): Promise<void> {
    const said = saidIn(body, query);
    await new ChatStream(response).run((listen) => this.chat.answer(tenantId, said, listen));
  }
}
