import { Body, Controller, Get, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantId } from '@tor/kernel/tenant-id';
import { CurrentTenant } from '../http/current-tenant.js';
import { ApiMessage, type MessageEnvelope } from '../http/envelopes.js';
import { TransferLimit } from '../http/rate-limits.js';
import { Writes } from '../idempotency/writes.decorator.js';
import { ApiCsv, csvAnswer } from './csv-answer.js';
import { SalesImportView, toSalesImportView } from './dto/import.view.js';
import { ExportQuery, SalesImportInput } from './dto/transfer-input.js';
import { ExportService } from './export.service.js';
import { SalesImportService } from './sales-import.service.js';
import { TakesUpload, UploadedPath } from './upload.js';

const IMPORTED = 'Sales imported successfully';
const FILE = 'sales.csv';
const EXAMPLE =
  'id,goods_id,goods_name,goods_sku,sale_date,quantity,unit_price,unit_cost,total_revenue,total_profit,created_at\r\n' +
  '6a4f2f0c-2f0e-4d7e-9d0a-7a5b1c3d2e10,0b7c2f7e-55a1-4f0e-8c5d-3a0f4b6d9e21,Kopi Gayo 250 g,GAYO-250,2026-01-05,3,48000.00,31000.00,144000.00,51000.00,2026-01-05T03:12:44.512345Z\r\n';

@ApiTags('import and export')
@ApiBearerAuth()
@TransferLimit()
@Controller('api/sales')
export class SalesTransferController {
  constructor(
    private readonly exports: ExportService,
    private readonly imports: SalesImportService,
  ) {}

  @Get('export')
  @ApiOperation({ summary: 'All sales as a CSV file' })
  @ApiCsv(FILE, EXAMPLE)
  async export(@CurrentTenant() tenantId: TenantId, @Query() query: ExportQuery): Promise<StreamableFile> {
    return csvAnswer(await this.exports.sales(tenantId, query.number_format), FILE);
  }

  @Post('import')
  @Writes()
  @TakesUpload()
  @ApiOperation({
    summary: 'Book sales from a CSV file, all lines or none',
    description:
      "A line sells the goods of its goods_id, else goods_sku, else goods_name. Without a unit_price or unit_cost it is the goods' own of today. A sale whose id is booked already is refused.",
  })
  @ApiMessage(SalesImportView, IMPORTED)
  async import(
    @CurrentTenant() tenantId: TenantId,
    @UploadedPath() path: string,
    @Body() input: SalesImportInput,
  ): Promise<MessageEnvelope<SalesImportView>> {
    const source = { path, format: input.number_format ?? null };
    const result = await this.imports.import(tenantId, source, input.stock);
    return { message: IMPORTED, data: toSalesImportView(result) };
  }
}
