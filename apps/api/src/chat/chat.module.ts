import { Module, type DynamicModule } from '@nestjs/common';
import type { ChatConfig } from '@tor/config/config';
import { ActionsModule } from './actions/actions.module.js';
import { CHAT_CONFIG } from './chat-config.js';
import { ChatController } from './chat.controller.js';
import { ChatService } from './chat.service.js';
import { ConversationsController } from './conversations/conversations.controller.js';
import { ConversationsService } from './conversations/conversations.service.js';
import { ASSISTANT_SOURCE, LateAssistant, type AssistantSource } from './late-assistant.js';

@Module({})
export class ChatModule {
  /** @param forecasts the module that has the forecasts @param restock the one that says what to buy */
  static of(config: ChatConfig, forecasts: DynamicModule, restock: DynamicModule): DynamicModule {
    const source: AssistantSource = async () => {
      const { AssistantModule } = await import('./assistant.module.js');
      return AssistantModule.of(config, forecasts, restock);
    };
    return {
      module: ChatModule,
      imports: [ActionsModule],
      controllers: [ConversationsController, ChatController],
      providers: [
        ChatService,
        ConversationsService,
        LateAssistant,
        { provide: ASSISTANT_SOURCE, useValue: source },
        { provide: CHAT_CONFIG, useValue: config },
      ],
    };
  }
}
