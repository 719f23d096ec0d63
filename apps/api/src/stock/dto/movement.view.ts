import { ApiProperty } from '@nestjs/swagger';
import { moneyToNumber } from '@tor/kernel/money';
import type { Goods } from '@tor/persistence/entities/goods.entity';
import type { StockMovement } from '@tor/persistence/entities/stock-movement.entity';
import { GoodsView, toGoodsView } from '../../goods/dto/goods.view.js';

const KINDS = ['opening', 'sale', 'sale_void', 'sale_edit', 'receipt', 'adjustment', 'count'];

/** One line of the stock ledger. */
export class MovementView {
  @ApiProperty({ type: 'integer', minimum: 1, example: 1043, description: 'The line of the ledger; grows with time' })
  line!: number;

  @ApiProperty({ format: 'uuid', example: '0b7c2f7e-55a1-4f0e-8c5d-3a0f4b6d9e21' })
  goods_id!: string;

  @ApiProperty({ enum: KINDS, example: 'receipt' })
  kind!: string;

  @ApiProperty({ type: 'integer', example: 24, description: 'Whole units, positive into the shop' })
  quantity_change!: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    minimum: 0,
    example: 31000,
    description: 'Of a receipt or a count: what one unit cost',
  })
  unit_cost!: number | null;

  @ApiProperty({ type: String, nullable: true, example: 'Faktur 2026-118' })
  note!: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: null })
  sale_id!: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: null })
  stock_count_id!: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-01-05T03:12:44.512Z' })
  created_at!: string;
}

/** Goods with the movement that was just booked. */
export class BookedGoodsView extends GoodsView {
  @ApiProperty({ type: MovementView })
  movement!: MovementView;
}

export function toMovementView(movement: StockMovement): MovementView {
  return {
    line: Number(movement.id),
    goods_id: movement.goodsId,
    kind: movement.kind,
    quantity_change: movement.quantityChange,
    unit_cost: movement.unitCost === null ? null : moneyToNumber(movement.unitCost),
    note: movement.note,
    sale_id: movement.saleId,
    stock_count_id: movement.stockCountId,
    created_at: movement.createdAt.toISOString(),
  };
}

export function toBookedGoodsView({ goods, movement }: { goods: Goods; movement: StockMovement }): BookedGoodsView {
  return { ...toGoodsView(goods), movement: toMovementView(movement) };
}
