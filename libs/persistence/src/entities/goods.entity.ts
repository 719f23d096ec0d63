import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Money } from '@tor/kernel/money';
import { instantColumn, moneyColumn } from './column-types.js';
import { User } from './user.entity.js';

/** Something the shop sells, with its stock on hand. */
@Entity({ name: 'goods' })
@Check('goods_price', 'price >= 0')
@Check('goods_cost_price', 'cost_price >= 0')
@Check('goods_stock_quantity', 'stock_quantity >= 0')
@Check('goods_lead_time_days', 'lead_time_days BETWEEN 0 AND 365')
@Check('goods_low_stock_threshold', 'low_stock_threshold >= 0')
@Index('goods_newest_first', ['userId', 'createdAt', 'id'], { where: 'archived_at IS NULL' })
@Index('goods_by_name', { synchronize: false })
@Index('goods_below_own_threshold', ['userId', 'id'], {
  where: 'archived_at IS NULL AND stock_quantity <= low_stock_threshold',
})
@Index('goods_lowest_stock_first', ['userId', 'stockQuantity', 'id'], { where: 'archived_at IS NULL' })
export class Goods {
  @PrimaryColumn({ type: 'uuid', name: 'user_id', primaryKeyConstraintName: 'goods_pkey' })
  userId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'goods_pkey' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', nullable: true })
  category!: string | null;

  @Column({ type: 'text', nullable: true })
  sku!: string | null;

  @Column({ type: 'text', nullable: true })
  unit!: string | null;

  @Column(moneyColumn)
  price!: Money;

  /** What one unit costs the shop; 0 until the owner says. */
  @Column({ ...moneyColumn, name: 'cost_price', default: 0 })
  costPrice!: Money;

  /** Whole units on hand: always the sum of this goods' stock movements. */
  @Column({ type: 'integer', name: 'stock_quantity' })
  stockQuantity!: number;

  @Column({ type: 'integer', name: 'lead_time_days', nullable: true })
  leadTimeDays!: number | null;

  @Column({ type: 'integer', name: 'low_stock_threshold', nullable: true })
  lowStockThreshold!: number | null;

  @Column({ ...instantColumn, name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ ...instantColumn, name: 'archived_at', nullable: true })
  archivedAt!: Date | null;

  /** Grows with every change to the sales of days before today: a forecast that saw another number is stale. */
  @Column({ type: 'integer', name: 'demand_version', default: 0 })
  demandVersion!: number;

  @ManyToOne(() => User)
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'goods_user' })
  user?: User;
}
