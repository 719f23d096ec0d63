import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsInt,
  IsObject,
  IsUUID,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { MAX_STOCK } from '@tor/inventory/stock';
import { isInstant } from '@tor/kernel/instant';
import { IsNullableText, Nullable } from '../../http/field-rules.js';
import { PageQuery } from '../../http/page-query.js';

const MAX_NOTE = 200;

/** The most lines of one request: with every field they stay below what a body may hold. */
const MAX_LINES = 500;

/** The page of the list of counts. */
export class StockCountsQuery extends OmitType(PageQuery, ['q'] as const) {}

/** A count to open. */
export class StockCountCreate {
  @ApiPropertyOptional({ type: String, nullable: true, maxLength: MAX_NOTE, example: 'Rak depan' })
  @IsNullableText(MAX_NOTE)
  note?: string | null;
}

/** What was counted of one goods. */
export class CountLineInput {
  @ApiProperty({ format: 'uuid', example: '0b7c2f7e-55a1-4f0e-8c5d-3a0f4b6d9e21' })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toLowerCase() : value))
  @IsUUID()
  goods_id!: string;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 93,
    minimum: 0,
    maximum: MAX_STOCK,
    description: 'Whole units on the shelf; null takes the line back',
  })
  @ValidateIf((_, value) => value !== null)
  @Max(MAX_STOCK)
  @Min(0)
  @IsInt()
  counted_quantity!: number | null;

  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    nullable: true,
    example: '2026-01-05T10:12:44+07:00',
    description: 'When it was counted, for lists typed in later: not before the count was opened. Left out: now',
  })
  @Nullable()
  @ValidateBy({
    name: 'isInstant',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isInstant(value),
      defaultMessage: () => '$property must be a date and time with its zone, such as 2026-01-05T10:12:44+07:00',
    },
  })
  counted_at?: string | null;
}

/** Lines to put on a count, each for other goods. */
export class CountLinesPut {
  @ApiProperty({ type: [CountLineInput], minItems: 1, maxItems: MAX_LINES })
  @ValidateNested({ each: true })
  @Type(() => CountLineInput)
  @ArrayUnique((line: Partial<CountLineInput> | null) => line?.goods_id ?? line, {
    message: '$property must hold each goods once',
  })
  @IsObject({ each: true })
  @ArrayMaxSize(MAX_LINES)
  @ArrayMinSize(1)
  @IsArray()
  lines!: CountLineInput[];
}
