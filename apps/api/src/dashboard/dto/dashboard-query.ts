import { ApiPropertyOptional } from '@nestjs/swagger';
import { Allow } from 'class-validator';

/** The month to report. Its rules are those of `reportedMonth`: what breaks them is no month, and so 400. */
export class DashboardQuery {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 2000,
    maximum: 2099,
    example: 2026,
    description: 'Left out: this year',
  })
  @Allow()
  year?: unknown;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 12, example: 1, description: 'Left out: this month' })
  @Allow()
  month?: unknown;
}
