import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** One field that broke a rule. */
export class FieldProblem {
  @ApiProperty({ example: 'price' })
  field!: string;

  @ApiProperty({ example: 'price must not be less than 0' })
  message!: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, example: 7, description: 'In a file: its line, from 1' })
  line?: number;

  @ApiPropertyOptional({ example: 'price', description: 'In a file: its column, as the file names it' })
  column?: string;
}

/** The body of every error: RFC 9457, sent as `application/problem+json`. */
export class ProblemDetails {
  @ApiProperty({ example: 'urn:tor-monitor:problem:insufficient_stock' })
  type!: string;

  @ApiProperty({ example: 'Not enough stock' })
  title!: string;

  @ApiProperty({ type: 'integer', minimum: 400, maximum: 599, example: 400 })
  status!: number;

  @ApiProperty({ example: 'Not enough stock: 3 available, 5 requested' })
  detail!: string;

  @ApiProperty({ example: '/api/sales', description: 'The path that was asked for' })
  instance!: string;

  @ApiProperty({ example: 'insufficient_stock' })
  code!: string;

  @ApiProperty({ example: '6f2b0a6e-31b0-4a53-9a0c-0a5ed4f5b1d4', description: 'Find this request in the log' })
  request_id!: string;

  @ApiPropertyOptional({ type: [FieldProblem], description: 'On 422: every field that broke a rule' })
  errors?: FieldProblem[];
}
