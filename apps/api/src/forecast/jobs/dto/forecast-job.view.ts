import { ApiProperty } from '@nestjs/swagger';

const STATUSES = ['queued', 'running', 'done', 'failed'] as const;

/** A forecast of all goods of the shop, on its way or made. */
export class ForecastJobView {
  @ApiProperty({ format: 'uuid', example: '5d1f8f0e-3f0a-4b86-9a3e-6c1d0f5b7a42' })
  id!: string;

  @ApiProperty({ enum: STATUSES, example: 'running', description: '`queued` also between two tries' })
  status!: (typeof STATUSES)[number];

  @ApiProperty({ minimum: 0, maximum: 1, example: 0.4, description: 'Share of the training that is done' })
  progress!: number;

  @ApiProperty({ format: 'date-time', example: '2026-01-05T03:00:00.000Z' })
  created_at!: string;

  @ApiProperty({ type: String, nullable: true, format: 'date-time', example: null })
  finished_at!: string | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    minimum: 0,
    example: null,
    description: 'Goods that got a forecast; null until it is done',
  })
  goods_count!: number | null;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'What to do when it failed; else null' })
  error!: string | null;
}
