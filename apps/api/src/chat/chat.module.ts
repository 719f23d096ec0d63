import { Module, type DynamicModule } from '@nestjs/common';
import type { ChatConfig } from '@tor/config/config';
import { DashboardModule } from '../dashboard/dashboard.module.js';
import { GoodsModule } from '../goods/goods.module.js';
import { SalesModule } from '../sales/sales.module.js';
import { StockModule } from '../stock/stock.module.js';
import { ActionsController } from './actions/actions.controller.js';
import { ActionsService } from './actions/actions.service.js';
import { Writes } from './actions/writes.js';
import { Assistant, CHAT_CONFIG } from './assistant.js';
import { ChatController } from './chat.controller.js';
import { ChatService } from './chat.service.js';
import { ConversationsController } from './conversations/conversations.controller.js';
import { ConversationsService } from './conversations/conversations.service.js';
import { ShopTools } from './tools/shop-tools.js';

@Module({})
export class ChatModule {
  /** @param forecasts the module that has the forecasts @param restock the one that says what to buy */
  static of(config: ChatConfig, forecasts: DynamicModule, restock: DynamicModule): DynamicModule {
    return {
      module: ChatModule,
      imports: [GoodsModule, SalesModule, StockModule, DashboardModule, forecasts, restock],
      controllers: [ActionsController, ConversationsController, ChatController],
      providers: [
        ActionsService,
        Assistant,
        ChatService,
        ConversationsService,
        ShopTools,
        Writes,
        { provide: CHAT_CONFIG, useValue: config },
      ],
    };
  }
}
