import { Module } from '@nestjs/common';
import { GoodsModule } from '../../goods/goods.module.js';
import { SalesModule } from '../../sales/sales.module.js';
import { StockModule } from '../../stock/stock.module.js';
import { ActionsController } from './actions.controller.js';
import { ActionsService } from './actions.service.js';
import { Writes } from './writes.js';

@Module({
  imports: [GoodsModule, SalesModule, StockModule],
  controllers: [ActionsController],
  providers: [ActionsService, Writes],
  exports: [ActionsService, Writes],
})
export class ActionsModule {}
