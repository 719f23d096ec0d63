import { Injectable } from '@nestjs/common';
import type { TenantId } from '@tor/kernel/tenant-id';
import type { ChatConversation } from '@tor/persistence/entities/chat-conversation.entity';
import type { ChatMessage } from '@tor/persistence/entities/chat-message.entity';
import { MOST_MESSAGES } from '@tor/persistence/repositories/chat.repository';
import type { Page, PageRequest } from '@tor/persistence/repositories/page';
import { TenantDatabase } from '@tor/persistence/tenant-database';

/** What an owner and the assistant have said to each other. */
@Injectable()
export class ConversationsService {
  constructor(private readonly database: TenantDatabase) {}

  list(tenantId: TenantId, page: PageRequest): Promise<Page<ChatConversation>> {
    return this.database.read(tenantId, (shop) => shop.chat.list(page));
  }

  /** @throws DomainError `conversation_not_found` */
  detail(tenantId: TenantId, id: string): Promise<{ conversation: ChatConversation; messages: ChatMessage[] }> {
    return this.database.read(tenantId, async (shop) => {
      const conversation = await shop.chat.find(id);
      return { conversation, messages: await shop.chat.latest(id, MOST_MESSAGES) };
    });
  }

  /** @throws DomainError `conversation_not_found` */
  remove(tenantId: TenantId, id: string): Promise<ChatConversation> {
    return this.database.run(tenantId, async (shop) => {
      const conversation = await shop.chat.find(id);
      await shop.chat.delete(id);
      return conversation;
    });
  }
}
