import { ApiProperty, PickType } from '@nestjs/swagger';
import { GoodsView } from '../../goods/dto/goods.view.js';

/** Units sold on one day. */
export class DailySales {
  @ApiProperty({ format: 'date', example: '2026-01-04' })
  date!: string;

  @ApiProperty({ type: 'integer', minimum: 0, example: 3 })
  total_quantity!: number;
}

/** What one day is expected to sell, with its 80 % band, in whole units. */
export class DailyPrediction {
  @ApiProperty({ format: 'date', example: '2026-01-05' })
  date!: string;

  @ApiProperty({ type: 'integer', minimum: 0, example: 4 })
  total_sales!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 8 })
  max_sales!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 1 })
  min_sales!: number;
}

/** What a week is expected to sell, with the 80 % band of weeks, in whole units. */
export class WeekPrediction {
  @ApiProperty({ type: 'integer', minimum: 0, example: 28 })
  total_sales!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 41 })
  max_sales!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 17 })
  min_sales!: number;
}

/** A forecast and what to order because of it. Empty with zeros where there is none. */
export class ForecastView {
  @ApiProperty({ type: [DailyPrediction] })
  predictions!: DailyPrediction[];

  @ApiProperty({ type: 'integer', minimum: 0, example: 28, description: 'The sum of the predictions' })
  total_sales!: number;

  @ApiProperty({
    type: WeekPrediction,
    nullable: true,
    description:
      'The next seven days together: their band is narrower than the sum of the days. Null when it is not of today',
  })
  next_7_days!: WeekPrediction | null;

  @ApiProperty({
    type: 'integer',
    minimum: 0,
    example: 31,
    description: 'What to order if demand came out at the top of its band',
  })
  max_restock_quantity!: number;

  @ApiProperty({
    type: 'integer',
    minimum: 0,
    example: 4,
    description: 'What to order if demand came out at the bottom of its band',
  })
  min_restock_quantity!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 19, description: 'What to order now' })
  restock_quantity!: number;

  @ApiProperty({
    minimum: 0,
    example: 1.4,
    description: 'Units a day by which forecasts of these goods were off lately',
  })
  goods_mae!: number;

  @ApiProperty({ type: String, nullable: true, format: 'date', example: '2026-01-05', description: 'When it was made' })
  as_of!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'xgboost', description: 'Which model spoke' })
  model!: string | null;

  @ApiProperty({ example: false, description: 'Older than today, or older than the latest change to past sales' })
  stale!: boolean;

  @ApiProperty({
    type: [String],
    description: "Which model spoke and why, and what to order, in the shop's language",
    example: ['Stok tinggal 20, pesan 26 sekarang supaya jadi 46 unit.'],
  })
  reasons!: string[];

  @ApiProperty({ type: 'integer', minimum: 0, example: 12, description: 'Order when the stock falls to this' })
  reorder_point!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 8 })
  safety_stock!: number;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date',
    example: '2026-01-09',
    description: 'Within 30 days, else null',
  })
  stockout_date!: string | null;
}

/** Goods with their last 50 days of sales and their forecast. */
export class GoodsForecastView extends PickType(GoodsView, [
  'id',
  'name',
  'category',
  'price',
  'stock_quantity',
  'created_at',
]) {
  @ApiProperty({ type: [DailySales], description: 'The last 50 calendar days, days without sales included' })
  sales!: DailySales[];

  @ApiProperty({ example: true })
  is_forecasted!: boolean;

  @ApiProperty({ type: ForecastView })
  forecast!: ForecastView;
}
