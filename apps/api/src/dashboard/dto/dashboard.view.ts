import { ApiProperty } from '@nestjs/swagger';

/** Goods of which few units are left. */
export class LowStockGoods {
  @ApiProperty({ format: 'uuid', example: '0b7c2f7e-55a1-4f0e-8c5d-3a0f4b6d9e21' })
  id!: string;

  @ApiProperty({ example: 'Kopi Gayo 250 g' })
  name!: string;

  @ApiProperty({ type: String, nullable: true, example: 'Kopi' })
  category!: string | null;

  @ApiProperty({ type: 'integer', example: 4 })
  stock_quantity!: number;

  @ApiProperty({ example: 48000 })
  price!: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 2.5,
    minimum: 0,
    description: 'How long the stock lasts by the latest forecast; null when it outlasts it or there is none',
  })
  days_of_cover!: number | null;
}

/** What one day sold. */
export class SalesOfDay {
  @ApiProperty({ format: 'date', example: '2026-01-05' })
  date!: string;

  @ApiProperty({ type: 'integer', example: 12, description: 'Units' })
  total_quantity!: number;

  @ApiProperty({ example: 576000, description: 'Revenue' })
  total_sales!: number;
}

/** The goods that sold the most units in the month; "N/A" without sales. */
export class TopSellingItem {
  @ApiProperty({ example: 'Kopi Gayo 250 g' })
  name!: string;

  @ApiProperty({ type: 'integer', example: 31 })
  total_quantity_sold!: number;

  @ApiProperty({ example: 527000 })
  total_profit!: number;
}

/** The sums of the month before. */
export class PreviousMonth {
  @ApiProperty({ type: 'integer', example: 2025, minimum: 1999, maximum: 2099 })
  year!: number;

  @ApiProperty({ type: 'integer', example: 12, minimum: 1, maximum: 12 })
  month!: number;

  @ApiProperty({ example: 4320000 })
  monthly_revenue!: number;

  @ApiProperty({ example: 1530000 })
  monthly_profit!: number;

  @ApiProperty({ type: 'integer', example: 90, description: 'Units' })
  total_quantity!: number;
}

/** A month of the shop at a glance. Prices and costs are those of the time of each sale. */
export class DashboardView {
  @ApiProperty({ type: 'integer', example: 2026, minimum: 2000, maximum: 2099 })
  year!: number;

  @ApiProperty({ type: 'integer', example: 1, minimum: 1, maximum: 12 })
  month!: number;

  @ApiProperty({ type: [LowStockGoods], description: 'The 10 with the fewest units now' })
  top_low_stock!: LowStockGoods[];

  @ApiProperty({ type: [SalesOfDay], description: 'The days of the month with sales, ascending' })
  sales_chart!: SalesOfDay[];

  @ApiProperty({ example: 4464000 })
  monthly_revenue!: number;

  @ApiProperty({ example: 1581000 })
  monthly_profit!: number;

  @ApiProperty({ type: TopSellingItem })
  top_selling_item!: TopSellingItem;

  @ApiProperty({ type: PreviousMonth })
  previous_month!: PreviousMonth;

  @ApiProperty({ example: 12400000, description: 'Stock x cost now, of all goods that are not archived' })
  stock_value!: number;
}
