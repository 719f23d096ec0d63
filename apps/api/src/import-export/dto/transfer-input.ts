import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn } from 'class-validator';
import { NUMBER_FORMATS, type NumberFormat } from '@tor/spreadsheet/number-forms';
import { Omittable } from '../../http/field-rules.js';
import { STOCK_MODES, type StockMode } from '../stock-mode.js';

const FORMATS = [...NUMBER_FORMATS];

const IMPORT_FORMAT =
  'How the file writes numbers and dates: `en` 1,500.00 and MM/DD/YYYY, `id` 1.500,00 and DD/MM/YYYY. Left out: what can be read in one way alone is read, and what cannot is refused with a question. Dates YYYY-MM-DD are always understood';

const EXPORT_FORMAT =
  "How numbers are written: `en` 1500.00, with commas between the cells; `id` 1500,00, with semicolons. Left out: that of the shop's language";

/** A form without a choice sends the field empty. */
const emptyIsUnsaid = ({ value }: { value: unknown }): unknown => (value === '' ? undefined : value);

/** How an export is written. */
export class ExportQuery {
  @ApiPropertyOptional({ enum: FORMATS, example: 'id', description: EXPORT_FORMAT })
  @Transform(emptyIsUnsaid)
  @Omittable()
  @IsIn(FORMATS)
  number_format?: NumberFormat;
}

/** A goods file to import. */
export class GoodsImportInput {
  @ApiProperty({
    type: 'string',
    format: 'binary',
    description: 'CSV in UTF-8 with a header line: 20 MB and 200,000 lines at most',
    example: 'name,price,stock_quantity\nKopi Gayo 250 g,48000.00,24\n',
  })
  file!: unknown;

  @ApiPropertyOptional({ enum: FORMATS, example: 'en', description: IMPORT_FORMAT })
  @Transform(emptyIsUnsaid)
  @Omittable()
  @IsIn(FORMATS)
  number_format?: NumberFormat;
}

/** A sales file to import. */
export class SalesImportInput {
  @ApiProperty({
    type: 'string',
    format: 'binary',
    description: 'CSV in UTF-8 with a header line: 20 MB and 200,000 lines at most',
    example: 'goods_name,sale_date,quantity\nKopi Gayo 250 g,2026-01-05,3\n',
  })
  file!: unknown;

  @ApiProperty({
    enum: STOCK_MODES,
    example: 'keep',
    description:
      "`keep`: history, which leaves today's stock as it is; `deduct`: sales that are still to be taken out of the stock",
  })
  @IsIn([...STOCK_MODES])
  stock!: StockMode;

  @ApiPropertyOptional({ enum: FORMATS, example: 'en', description: IMPORT_FORMAT })
  @Transform(emptyIsUnsaid)
  @Omittable()
  @IsIn(FORMATS)
  number_format?: NumberFormat;
}
