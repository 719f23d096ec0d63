import { ApiProperty } from '@nestjs/swagger';
import { moneyToNumber } from '@tor/kernel/money';
import type { Goods } from '@tor/persistence/entities/goods.entity';
import type { Sale } from '@tor/persistence/entities/sale.entity';
import { SaleLine, toSaleLine } from '../../sales/dto/sale.view.js';

/** Goods as a client sees them. */
export class GoodsView {
  @ApiProperty({ format: 'uuid', example: '0b7c2f7e-55a1-4f0e-8c5d-3a0f4b6d9e21' })
  id!: string;

  @ApiProperty({ format: 'uuid', example: '3f0c1a52-6a55-4c6e-9d1f-0a4f6f6f8a11' })
  user_id!: string;

  @ApiProperty({ example: 'Kopi Gayo 250 g' })
  name!: string;

  @ApiProperty({ type: String, nullable: true, example: 'Kopi' })
  category!: string | null;

  @ApiProperty({ minimum: 0, example: 48000 })
  price!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 24 })
  stock_quantity!: number;

  @ApiProperty({ format: 'date-time', example: '2026-01-05T03:12:44.512Z' })
  created_at!: string;

  @ApiProperty({ type: String, nullable: true, example: 'GAYO-250' })
  sku!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'pcs' })
  unit!: string | null;

  @ApiProperty({ minimum: 0, example: 31000 })
  cost_price!: number;

  @ApiProperty({ type: 'integer', nullable: true, minimum: 0, example: 3 })
  lead_time_days!: number | null;

  @ApiProperty({ type: 'integer', nullable: true, minimum: 0, example: 10 })
  low_stock_threshold!: number | null;

  @ApiProperty({ type: String, nullable: true, format: 'date-time', example: null })
  archived_at!: string | null;
}

/** Goods with their latest sales. */
export class GoodsDetailView extends GoodsView {
  @ApiProperty({ type: [SaleLine], description: 'The latest 20' })
  sales!: SaleLine[];
}

export function toGoodsView(goods: Goods): GoodsView {
  return {
    id: goods.id,
    user_id: goods.userId,
    name: goods.name,
    category: goods.category,
    price: moneyToNumber(goods.price),
    stock_quantity: goods.stockQuantity,
    created_at: goods.createdAt.toISOString(),
    sku: goods.sku,
    unit: goods.unit,
    cost_price: moneyToNumber(goods.costPrice),
    lead_time_days: goods.leadTimeDays,
    low_stock_threshold: goods.lowStockThreshold,
    archived_at: goods.archivedAt?.toISOString() ?? null,
  };
}

export function toGoodsDetailView(goods: Goods, sales: readonly Sale[]): GoodsDetailView {
  return { ...toGoodsView(goods), sales: sales.map(toSaleLine) };
}
