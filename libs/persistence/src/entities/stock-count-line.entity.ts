import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Money } from '@tor/kernel/money';
import { instantColumn, moneyColumn } from './column-types.js';
import { Goods } from './goods.entity.js';
import { StockCount } from './stock-count.entity.js';

/** What was counted of one goods, beside what the books held at that moment. */
@Entity({ name: 'stock_count_lines' })
@Check('stock_count_lines_counted_quantity', 'counted_quantity >= 0')
@Index('stock_count_lines_of_goods', ['userId', 'goodsId'])
export class StockCountLine {
  @PrimaryColumn({ type: 'uuid', name: 'user_id', primaryKeyConstraintName: 'stock_count_lines_pkey' })
  userId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'stock_count_id', primaryKeyConstraintName: 'stock_count_lines_pkey' })
  stockCountId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'goods_id', primaryKeyConstraintName: 'stock_count_lines_pkey' })
  goodsId!: string;

  /** Whole units that somebody saw. */
  @Column({ type: 'integer', name: 'counted_quantity' })
  countedQuantity!: number;

  /** Whole units in the books at `countedAt`. */
  @Column({ type: 'integer', name: 'expected_quantity' })
  expectedQuantity!: number;

  /** What one unit cost when it was counted. */
  @Column({ ...moneyColumn, name: 'unit_cost' })
  unitCost!: Money;

  @Column({ ...instantColumn, name: 'counted_at' })
  countedAt!: Date;

  @ManyToOne(() => StockCount)
  @JoinColumn([
    { name: 'user_id', referencedColumnName: 'userId', foreignKeyConstraintName: 'stock_count_lines_stock_count' },
    { name: 'stock_count_id', referencedColumnName: 'id', foreignKeyConstraintName: 'stock_count_lines_stock_count' },
  ])
  stockCount?: StockCount;

  @ManyToOne(() => Goods)
  @JoinColumn([
    { name: 'user_id', referencedColumnName: 'userId', foreignKeyConstraintName: 'stock_count_lines_goods' },
    { name: 'goods_id', referencedColumnName: 'id', foreignKeyConstraintName: 'stock_count_lines_goods' },
  ])
  goods?: Goods;
}
