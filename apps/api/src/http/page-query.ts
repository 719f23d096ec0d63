import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import type { PageRequest } from '@tor/persistence/repositories/page';
import { IsText, Omittable } from './field-rules.js';

/** The page of a list that is asked for. */
export class PageQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 1_000_000, default: 1, description: 'The page, from 1' })
  @Type(() => Number)
  @Max(1_000_000)
  @Min(1)
  @IsInt()
  page_index = 1;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 20, description: 'Rows a page' })
  @Type(() => Number)
  @Max(100)
  @Min(1)
  @IsInt()
  limit = 20;

  @ApiPropertyOptional({
    maxLength: 200,
    example: 'kopi',
    description: 'Text to find, letter case aside; every character stands for itself',
  })
  @Omittable()
  @IsText(0, 200)
  q?: string;
}

/** The rows that a page stands for. */
export function toPageRequest({ page_index, limit, q }: PageQuery): PageRequest {
  return { offset: (page_index - 1) * limit, limit, ...(q ? { search: q } : {}) };
}
