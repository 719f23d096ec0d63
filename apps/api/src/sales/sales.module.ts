import { Module } from '@nestjs/common';
import { SalesController } from './sales.controller.js';
import { SalesBatchService } from './sales-batch.service.js';
import { SalesService } from './sales.service.js';

@Module({ controllers: [SalesController], providers: [SalesService, SalesBatchService], exports: [SalesService] })
export class SalesModule {}
