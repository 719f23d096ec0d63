import { Module, type DynamicModule } from '@nestjs/common';
import type { ChatConfig } from '@tor/config/config';
import { DashboardModule } from '../dashboard/dashboard.module.js';
import { GoodsModule } from '../goods/goods.module.js';
import { SalesModule } from '../sales/sales.module.js';
import { ActionsModule } from './actions/actions.module.js';
import { Assistant } from './assistant.js';
import { CHAT_CONFIG } from './chat-config.js';
import { ShopTools } from './tools/shop-tools.js';

/** The way into LangChain and zod. Loaded with the first message: see {@link LateAssistant}. */
@Module({})
export class AssistantModule {
  /** @param forecasts the module that has the forecasts @param restock the one that says what to buy */
  static of(config: ChatConfig, forecasts: DynamicModule, restock: DynamicModule): DynamicModule {
    return {
      module: AssistantModule,
      imports: [GoodsModule, SalesModule, DashboardModule, ActionsModule, forecasts, restock],
      providers: [Assistant, ShopTools, { provide: CHAT_CONFIG, useValue: config }],
    };
  }
}
