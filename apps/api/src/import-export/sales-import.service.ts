import { Inject, Injectable } from '@nestjs/common';
import { calendarDayAt } from '@tor/kernel/calendar-day';
import type { Clock } from '@tor/kernel/clock';
import type { TenantId } from '@tor/kernel/tenant-id';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import { CLOCK } from '../clock.module.js';
import { SALES_COLUMNS, type SalesColumn } from './columns.js';
import { ImportFile, type ImportSource } from './import-file.js';
import { knownGoodsOf } from './known-goods-of-shop.js';
import { SalesCheck, type SalesFile } from './sales-check.js';
import { readSalesLine, type SalesLine } from './sales-lines.js';
import { writeSales, type SalesImportResult } from './sales-write.js';
import type { StockMode } from './stock-mode.js';

const GOODS_COLUMNS_OF_SALES: readonly SalesColumn[] = ['goods_id', 'goods_sku', 'goods_name'];

/** Brings sales in from a file: all of its lines, or none. */
@Injectable()
export class SalesImportService {
  constructor(
    private readonly database: TenantDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @param stock `keep`: history, which leaves today's stock alone; `deduct`: sales that have not left the stock yet
   * @throws ValidationProblem that names every line with an error; PayloadTooLargeException
   */
  async import(tenantId: TenantId, source: ImportSource, stock: StockMode): Promise<SalesImportResult> {
    return this.database.run(tenantId, async (shop) => {
      const { timezone } = await shop.shop.settings();
      const today = calendarDayAt(this.clock(), timezone);
      const file = await openSales(source);
      await shop.transfer.holdImports();
      const known = await knownGoodsOf(shop);
      const check = new SalesCheck(file, known, stock, today);
      for await (const batch of file.batches()) {
        const ids = batch.flatMap(({ id }) => (id === null ? [] : [id]));
        check.add(batch, ids.length > 0 ? await shop.transfer.sales.booked(ids) : new Set());
      }
      file.errors.throwIfAny();
      return writeSales(shop, file, check, stock);
    });
  }
}

async function openSales(source: ImportSource): Promise<SalesFile> {
  const columns = { names: SALES_COLUMNS, required: ['sale_date', 'quantity'] } as const;
  const file = await ImportFile.open<SalesColumn, SalesLine>(source, columns, readSalesLine);
  if (!GOODS_COLUMNS_OF_SALES.some((name) => file.has(name))) {
    file.failHeader(
      'goods_name',
      `one of the columns ${GOODS_COLUMNS_OF_SALES.join(', ')} is needed, to say what was sold`,
    );
    file.errors.throwIfAny();
  }
  return file;
}
