import { ApiProperty } from '@nestjs/swagger';
import { saleProfit, saleRevenue } from '@tor/inventory/pricing';
import { moneyToNumber } from '@tor/kernel/money';
import type { Sale } from '@tor/persistence/entities/sale.entity';
import type { SaleWithGoods } from '@tor/persistence/repositories/sales.repository';

/** A sale without its goods. */
export class SaleLine {
  @ApiProperty({ format: 'uuid', example: '6a4f2f0c-2f0e-4d7e-9d0a-7a5b1c3d2e10' })
  id!: string;

  @ApiProperty({ format: 'uuid', example: '3f0c1a52-6a55-4c6e-9d1f-0a4f6f6f8a11' })
  user_id!: string;

  @ApiProperty({ format: 'uuid', example: '0b7c2f7e-55a1-4f0e-8c5d-3a0f4b6d9e21' })
  goods_id!: string;

  @ApiProperty({ type: 'integer', minimum: 1, example: 3 })
  quantity!: number;

  @ApiProperty({ format: 'date', example: '2026-01-05' })
  sale_date!: string;

  @ApiProperty({ example: 51000, description: '(unit price - unit cost) x quantity' })
  total_profit!: number;

  @ApiProperty({ format: 'date-time', example: '2026-01-05T03:12:44.512Z' })
  created_at!: string;

  @ApiProperty({ minimum: 0, example: 48000, description: 'The price when it was sold' })
  unit_price!: number;

  @ApiProperty({ minimum: 0, example: 31000, description: 'The cost when it was sold' })
  unit_cost!: number;

  @ApiProperty({ minimum: 0, example: 144000, description: 'unit price x quantity' })
  total_revenue!: number;
}

/** The goods of a sale, in short. */
export class SoldGoods {
  @ApiProperty({ format: 'uuid', example: '0b7c2f7e-55a1-4f0e-8c5d-3a0f4b6d9e21' })
  id!: string;

  @ApiProperty({ example: 'Kopi Gayo 250 g' })
  name!: string;

  @ApiProperty({ type: String, nullable: true, example: 'Kopi' })
  category!: string | null;
}

/** A sale with its goods. */
export class SaleView extends SaleLine {
  @ApiProperty({ type: SoldGoods })
  goods!: SoldGoods;
}

export function toSaleLine(sale: Sale): SaleLine {
  const { unitPrice, unitCost, quantity } = sale;
  return {
    id: sale.id,
    user_id: sale.userId,
    goods_id: sale.goodsId,
    quantity,
    sale_date: sale.saleDate,
    total_profit: moneyToNumber(saleProfit(unitPrice, unitCost, quantity)),
    created_at: sale.createdAt.toISOString(),
    unit_price: moneyToNumber(unitPrice),
    unit_cost: moneyToNumber(unitCost),
    total_revenue: moneyToNumber(saleRevenue(unitPrice, quantity)),
  };
}

export function toSaleView(sale: SaleWithGoods): SaleView {
  const { id, name, category } = sale.goods;
  return { ...toSaleLine(sale), goods: { id, name, category } };
}
