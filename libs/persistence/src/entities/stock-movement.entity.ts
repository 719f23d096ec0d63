import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { MovementKind } from '@tor/inventory/stock';
import type { Money } from '@tor/kernel/money';
import { instantColumn, moneyColumn } from './column-types.js';
import { Goods } from './goods.entity.js';
import { StockCount } from './stock-count.entity.js';

/** A line of the stock ledger. Lines are only added: the app's role may neither change nor delete them. */
@Entity({ name: 'stock_movements' })
@Check(
  'stock_movements_kind',
  "kind IN ('opening', 'sale', 'sale_void', 'sale_edit', 'receipt', 'adjustment', 'count')",
)
@Check('stock_movements_quantity_change', 'quantity_change <> 0')
@Check('stock_movements_unit_cost', 'unit_cost >= 0')
@Index('stock_movements_of_goods', ['userId', 'goodsId', 'createdAt', 'id'])
export class StockMovement {
  @PrimaryColumn({ type: 'uuid', name: 'user_id', primaryKeyConstraintName: 'stock_movements_pkey' })
  userId!: string;

  /** Grows with time; a string because it is a 64-bit number. */
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'stock_movements_pkey',
  })
  id!: string;

  @Column({ type: 'uuid', name: 'goods_id' })
  goodsId!: string;

  @Column({ type: 'text' })
  kind!: MovementKind;

  /** Whole units, positive into the shop. */
  @Column({ type: 'integer', name: 'quantity_change' })
  quantityChange!: number;

  /** The sale behind a sale, sale_edit or sale_void; it may have been deleted since. */
  @Column({ type: 'uuid', name: 'sale_id', nullable: true })
  saleId!: string | null;

  /** What one unit cost that was received, or that a count found or missed; null elsewhere. */
  @Column({ ...moneyColumn, name: 'unit_cost', nullable: true })
  unitCost!: Money | null;

  /** Why, in the owner's words. */
  @Column({ type: 'text', nullable: true })
  note!: string | null;

  /** The stock count that booked the movement. */
  @Column({ type: 'uuid', name: 'stock_count_id', nullable: true })
  stockCountId!: string | null;

  /** The moment of writing, while the goods' row is held: within one goods it grows with `id`. */
  @Column({ ...instantColumn, name: 'created_at', default: () => 'clock_timestamp()' })
  createdAt!: Date;

  @ManyToOne(() => Goods)
  @JoinColumn([
    { name: 'user_id', referencedColumnName: 'userId', foreignKeyConstraintName: 'stock_movements_goods' },
    { name: 'goods_id', referencedColumnName: 'id', foreignKeyConstraintName: 'stock_movements_goods' },
  ])
  goods?: Goods;

  @ManyToOne(() => StockCount)
  @JoinColumn([
    { name: 'user_id', referencedColumnName: 'userId', foreignKeyConstraintName: 'stock_movements_stock_count' },
    { name: 'stock_count_id', referencedColumnName: 'id', foreignKeyConstraintName: 'stock_movements_stock_count' },
  ])
  stockCount?: StockCount;
}
