import { ApiProperty } from '@nestjs/swagger';

const share = (description: string, example: number): PropertyDecorator =>
  ApiProperty({ type: Number, nullable: true, minimum: 0, example, description });

/** How far forecasts were off. Null: nothing to judge by. */
export class AccuracyFigures {
  @ApiProperty({
    type: 'integer',
    minimum: 0,
    example: 21,
    description: 'Forecasts of seven days, all of them over; those that follow each other overlap',
  })
  weeks_scored!: number;

  @ApiProperty({
    type: 'integer',
    minimum: 0,
    example: 1,
    description:
      'Left out: on some day of theirs the shelf was empty all day, so that what was sold is not what was wanted',
  })
  weeks_out_of_stock!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 152 })
  days_scored!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 2, description: 'Left out, likewise' })
  days_out_of_stock!: number;

  @share('Seven-day totals: sum |sold - forecast| / sum sold', 0.31)
  week_wape!: number | null;

  @share('The same of the naive forecast: the week before repeats itself', 0.44)
  naive_week_wape!: number | null;

  @share('Days: sum |sold - forecast| / sum sold', 0.72)
  day_wape!: number | null;

  @share('The same of the naive forecast: the same weekday of the week before', 0.9)
  naive_day_wape!: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    minimum: -1,
    example: -0.03,
    description: '(sum forecast - sum sold) / sum sold of seven-day totals; below 0: forecasts too low',
  })
  bias!: number | null;

  @share("A day's mean error over that of the seasonal naive forecast in the 14 weeks before; below 1 is better", 0.8)
  mase!: number | null;

  @ApiProperty({
    ...{ type: Number, nullable: true, minimum: 0, maximum: 1, example: 0.81 },
    description: 'Share of seven-day totals inside their band, which is meant to hold 0.8',
  })
  week_coverage!: number | null;

  @ApiProperty({
    ...{ type: Number, nullable: true, minimum: 0, maximum: 1, example: 0.84 },
    description: 'Share of days inside their band, which is meant to hold 0.8 or more',
  })
  day_coverage!: number | null;

  @ApiProperty({
    type: Boolean,
    nullable: true,
    example: true,
    description: 'Whether week_wape is below naive_week_wape; null when nothing was sold',
  })
  beats_naive!: boolean | null;
}

/** How far the forecasts of one goods were off. */
export class GoodsAccuracyView extends AccuracyFigures {
  @ApiProperty({ format: 'uuid', example: '0b7c2f7e-55a1-4f0e-8c5d-3a0f4b6d9e21' })
  id!: string;

  @ApiProperty({ example: 'Kopi Gayo 250 g' })
  name!: string;

  @ApiProperty({ example: false, description: 'Only forecasts whose days were over before it was archived are scored' })
  archived!: boolean;
}

/** A page of goods whose forecasts were scored. */
export class GoodsAccuracyPage {
  @ApiProperty({ type: [GoodsAccuracyView], description: 'Those that were off by most units first' })
  data!: GoodsAccuracyView[];

  @ApiProperty({ type: 'integer', minimum: 0, example: 1 })
  total!: number;

  @ApiProperty({ type: 'integer', minimum: 1, example: 1 })
  page!: number;

  @ApiProperty({ type: 'integer', minimum: 1, example: 20 })
  limit!: number;
}

/** Past forecasts against what was sold, and against the naive forecast. */
export class AccuracyView extends AccuracyFigures {
  @ApiProperty({ type: 'integer', minimum: 7, maximum: 90, example: 28 })
  days!: number;

  @ApiProperty({
    ...{ type: String, nullable: true, format: 'date', example: '2025-12-08' },
    description: 'The day of the first forecast that is scored; null when there is none',
  })
  since!: string | null;

  @ApiProperty({
    ...{ type: String, nullable: true, format: 'date', example: '2025-12-29' },
    description: 'The day of the last one',
  })
  until!: string | null;

  @ApiProperty({
    type: 'integer',
    minimum: 0,
    example: 22,
    description: 'Days whose forecast is scored; one counts a day',
  })
  forecast_days!: number;

  @ApiProperty({
    type: [String],
    example: ['Ramalan 7 hari meleset 31%, tebakan "sama seperti minggu lalu" meleset 44%: ramalan lebih tepat.'],
    description: "In the shop's language",
  })
  reasons!: string[];

  @ApiProperty({ type: GoodsAccuracyPage })
  goods!: GoodsAccuracyPage;
}
