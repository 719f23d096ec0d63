import { Module } from '@nestjs/common';
import { ExportService } from './export.service.js';
import { GoodsImportService } from './goods-import.service.js';
import { GoodsTransferController } from './goods-transfer.controller.js';
import { SalesImportService } from './sales-import.service.js';
import { SalesTransferController } from './sales-transfer.controller.js';
import { Turns } from './turns.js';

@Module({
  controllers: [GoodsTransferController, SalesTransferController],
  providers: [ExportService, GoodsImportService, SalesImportService, Turns],
})
export class ImportExportModule {}
