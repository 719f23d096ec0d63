import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, Matches } from 'class-validator';
import { FieldProblem } from '../../http/problem-details.js';
import { ACCEPTABLE_KEY } from '../../idempotency/idempotency-key.js';
import { SaleCreate } from './sale-input.js';
import { SaleView } from './sale.view.js';

const MOST_SALES = 500;

/** One sale of a batch, with the key that keeps it from being booked twice. */
export class BatchedSale extends SaleCreate {
  @ApiProperty({
    example: 'till-1-000042',
    minLength: 1,
    maxLength: 255,
    pattern: '^[!-~]+$',
    description: 'As the header `Idempotency-Key`, for this sale alone; not the key of the batch',
  })
  @Matches(ACCEPTABLE_KEY, { message: '$property must be 1 to 255 visible ASCII characters' })
  idempotency_key!: string;
}

/** Sales of a till that was offline. Each one is checked and booked for itself. */
export class SalesBatch {
  @ApiProperty({ type: [BatchedSale], minItems: 1, maxItems: MOST_SALES })
  @IsObject({ each: true })
  @ArrayMaxSize(MOST_SALES)
  @ArrayMinSize(1)
  @IsArray()
  sales!: Record<string, unknown>[];
}

/** What became of one sale of a batch. */
export class BatchedSaleResult {
  @ApiProperty({ type: String, nullable: true, example: 'till-1-000042', description: 'Null where none was readable' })
  idempotency_key!: string | null;

  @ApiProperty({
    type: 'integer',
    minimum: 200,
    maximum: 599,
    example: 400,
    description: 'What `POST /api/sales` would have answered',
  })
  status!: number;

  @ApiProperty({ example: false, description: 'Whether the sale was booked earlier, under the same key' })
  replayed!: boolean;

  @ApiPropertyOptional({ type: SaleView, description: 'With status 200' })
  sale?: SaleView;

  @ApiPropertyOptional({ example: 'insufficient_stock', description: 'With another status' })
  code?: string;

  @ApiPropertyOptional({ example: 'Not enough stock: 3 available, 5 requested', description: 'With another status' })
  detail?: string;

  @ApiPropertyOptional({ type: [FieldProblem], description: 'With status 422: every field that broke a rule' })
  errors?: FieldProblem[];
}

/** An example must not be booked and refused at once, as one put together from all fields would be. */
const REFUSED = {
  idempotency_key: 'till-1-000042',
  status: 400,
  replayed: false,
  code: 'insufficient_stock',
  detail: 'Not enough stock: 3 available, 5 requested',
};

/** What became of a batch, in the order in which it was sent. */
export class SalesBatchView {
  @ApiProperty({ type: 'integer', minimum: 0, example: 0, description: 'Sales that are in the books now' })
  booked!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 1, description: 'Sales that were refused' })
  refused!: number;

  @ApiProperty({ type: [BatchedSaleResult], example: [REFUSED] })
  results!: BatchedSaleResult[];
}
