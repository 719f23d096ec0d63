import { Injectable } from '@nestjs/common';
import type { ReadStream } from 'node:fs';
import type { TenantId } from '@tor/kernel/tenant-id';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import type { TenantScope } from '@tor/persistence/tenant-scope';
import { BYTE_ORDER_MARK, csvLine, type Delimiter } from '@tor/spreadsheet/csv-line';
import type { NumberFormat } from '@tor/spreadsheet/number-forms';
import { GOODS_COLUMNS, SALES_COLUMNS } from './columns.js';
import { goodsCells, salesCells } from './export-cells.js';
import { PassingFile } from './passing-file.js';
import { Turns } from './turns.js';

/** A file to be sent. */
export interface ExportedFile {
  readonly content: ReadStream;
  readonly bytes: number;
}

const DELIMITER_OF: Record<NumberFormat, Delimiter> = { en: ',', id: ';' };

/**
 * Writes a shop's goods or sales into a file on disk in one short transaction, all as they are at one moment, and hands the
 * file out when the transaction is over: a slow client holds no connection to the database.
 */
@Injectable()
export class ExportService {
  constructor(
    private readonly database: TenantDatabase,
    private readonly turns: Turns,
  ) {}

  /** All goods, archived ones too. @param format left out: that of the shop's language */
  goods(tenantId: TenantId, format?: NumberFormat): Promise<ExportedFile> {
    return this.#write(tenantId, format, Object.keys(GOODS_COLUMNS), (shop) => shop.transfer.exportGoods(), goodsCells);
  }

  /** All sales that are booked. @param format left out: that of the shop's language */
  sales(tenantId: TenantId, format?: NumberFormat): Promise<ExportedFile> {
    return this.#write(tenantId, format, Object.keys(SALES_COLUMNS), (shop) => shop.transfer.exportSales(), salesCells);
  }

  async #write<Row>(
    tenantId: TenantId,
    wanted: NumberFormat | undefined,
    columns: readonly string[],
    rowsOf: (shop: TenantScope) => AsyncIterable<readonly Row[]>,
    cellsOf: (row: Row, format: NumberFormat) => readonly string[],
  ): Promise<ExportedFile> {
    const file = await PassingFile.create();
    try {
      await this.turns.take(tenantId, () =>
        this.database.run(tenantId, async (shop) => {
          const format = wanted ?? (await shop.shop.settings()).language;
          const delimiter = DELIMITER_OF[format];
          await file.write(BYTE_ORDER_MARK + csvLine(columns, delimiter));
          for await (const rows of rowsOf(shop)) {
            await file.write(rows.map((row) => csvLine(cellsOf(row, format), delimiter)).join(''));
          }
        }),
      );
      return { bytes: await file.size(), content: file.read() };
    } catch (error) {
      await file.close();
      throw error;
    }
  }
}
