import { ApiProperty, PickType } from '@nestjs/swagger';
import { GoodsView } from '../../goods/dto/goods.view.js';

/** What to buy of one goods, and what for. */
export class RestockView extends PickType(GoodsView, ['id', 'name', 'category', 'unit', 'price', 'stock_quantity']) {
  @ApiProperty({ type: 'integer', minimum: 1, example: 26, description: 'What to order now, as in the forecast' })
  restock_quantity!: number;

  @ApiProperty({ type: 'integer', minimum: 1, example: 20, description: 'What to buy of it within the budget' })
  buy_quantity!: number;

  @ApiProperty({ minimum: 0, example: 31000, description: 'What a unit is counted at' })
  unit_cost!: number;

  @ApiProperty({
    example: true,
    description: 'false: the goods have no cost_price, and are counted at their price',
  })
  cost_known!: boolean;

  @ApiProperty({ minimum: 0, example: 620000, description: 'buy_quantity x unit_cost' })
  cost!: number;

  @ApiProperty({ minimum: 0, example: 214000, description: 'The margin that would be lost without them, on average' })
  avoided_lost_margin!: number;

  @ApiProperty({
    minimum: 0,
    maximum: 1,
    example: 0.62,
    description: 'The probability of running out before the next order arrives, without buying',
  })
  stockout_probability!: number;

  @ApiProperty({ minimum: 0, maximum: 1, example: 0.08, description: 'The same with what is bought' })
  stockout_probability_after!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 12, description: 'Order when the stock falls to this' })
  reorder_point!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 8 })
  safety_stock!: number;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date',
    example: '2026-01-09',
    description: 'Without an order; within 30 days, else null',
  })
  stockout_date!: string | null;

  @ApiProperty({ example: false, description: 'The forecast is older than today, or than the latest change' })
  stale!: boolean;

  @ApiProperty({
    type: [String],
    example: ['Stok tinggal 20, pesan 26 sekarang supaya jadi 46 unit.'],
    description: "In the shop's language",
  })
  reasons!: string[];
}

/** What to buy now, most worthwhile first: a page of it, and what all of it costs. */
export class RestockListView {
  @ApiProperty({ type: [RestockView] })
  data!: RestockView[];

  @ApiProperty({ type: 'integer', minimum: 0, example: 1, description: 'Goods to buy, on all pages' })
  total!: number;

  @ApiProperty({ type: 'integer', minimum: 1, example: 1 })
  page!: number;

  @ApiProperty({ type: 'integer', minimum: 1, example: 20 })
  limit!: number;

  @ApiProperty({ type: Number, nullable: true, minimum: 0, example: 700000 })
  budget!: number | null;

  @ApiProperty({ type: Number, nullable: true, minimum: 0, example: 80000, description: 'Null without a budget' })
  budget_left!: number | null;

  @ApiProperty({ minimum: 0, example: 620000, description: 'Of all pages' })
  total_cost!: number;

  @ApiProperty({ minimum: 0, example: 214000, description: 'Of all pages' })
  total_avoided_lost_margin!: number;

  @ApiProperty({ pattern: '^[A-Z]{3}$', example: 'IDR' })
  currency!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date',
    example: '2026-01-05',
    description: 'When the forecast was made; null without one',
  })
  as_of!: string | null;

  @ApiProperty({ example: false, description: 'Some of the forecasts are older than they should be, or missing' })
  stale!: boolean;

  @ApiProperty({ type: 'integer', minimum: 0, example: 0, description: 'Goods that are not considered' })
  goods_without_forecast!: number;

  @ApiProperty({
    type: [String],
    example: ['3 barang belum ada ramalannya, jadi tidak masuk daftar ini.'],
    description: "What to know of the list, in the shop's language",
  })
  reasons!: string[];
}
