import { Module } from '@nestjs/common';
import { IntegrityController } from './integrity.controller.js';
import { StockController } from './stock.controller.js';
import { StockService } from './stock.service.js';

@Module({ controllers: [StockController, IntegrityController], providers: [StockService], exports: [StockService] })
export class StockModule {}
