import { Body, Controller, Get, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantId } from '@tor/kernel/tenant-id';
import { CurrentTenant } from '../http/current-tenant.js';
import { ApiMessage, type MessageEnvelope } from '../http/envelopes.js';
import { TransferLimit } from '../http/rate-limits.js';
import { Writes } from '../idempotency/writes.decorator.js';
import { ApiCsv, csvAnswer } from './csv-answer.js';
import { GoodsImportView, toGoodsImportView } from './dto/import.view.js';
import { ExportQuery, GoodsImportInput } from './dto/transfer-input.js';
import { ExportService } from './export.service.js';
import { GoodsImportService } from './goods-import.service.js';
import { TakesUpload, UploadedPath } from './upload.js';

const IMPORTED = 'Goods imported successfully';
const FILE = 'goods.csv';
const EXAMPLE =
  'id,name,category,sku,unit,price,cost_price,stock_quantity,lead_time_days,low_stock_threshold,created_at,archived_at\r\n' +
  '0b7c2f7e-55a1-4f0e-8c5d-3a0f4b6d9e21,Kopi Gayo 250 g,Kopi,GAYO-250,pcs,48000.00,31000.00,24,3,10,2026-01-05T03:12:44.512345Z,\r\n';

@ApiTags('import and export')
@ApiBearerAuth()
@TransferLimit()
@Controller('api/goods')
export class GoodsTransferController {
  constructor(
    private readonly exports: ExportService,
    private readonly imports: GoodsImportService,
  ) {}

  @Get('export')
  @ApiOperation({ summary: 'All goods as a CSV file, archived ones too' })
  @ApiCsv(FILE, EXAMPLE)
  async export(@CurrentTenant() tenantId: TenantId, @Query() query: ExportQuery): Promise<StreamableFile> {
    return csvAnswer(await this.exports.goods(tenantId, query.number_format), FILE);
  }

  @Post('import')
  @Writes()
  @TakesUpload()
  @ApiOperation({
    summary: 'Add and change goods from a CSV file, all lines or none',
    description:
      'A line means the goods of its id, else of its SKU, else of its name; where there are none it adds them. Only the columns that the file has are changed, and a stock that differs is booked as an adjustment.',
  })
  @ApiMessage(GoodsImportView, IMPORTED)
  async import(
    @CurrentTenant() tenantId: TenantId,
    @UploadedPath() path: string,
    @Body() input: GoodsImportInput,
  ): Promise<MessageEnvelope<GoodsImportView>> {
    const result = await this.imports.import(tenantId, { path, format: input.number_format ?? null });
    return { message: IMPORTED, data: toGoodsImportView(result) };
  }
}
