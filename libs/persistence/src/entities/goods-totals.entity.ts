import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Money } from '@tor/kernel/money';
import { totalColumn } from './column-types.js';
import { User } from './user.entity.js';

/** The running totals of one shop's goods: always what a count and a sum over them would be. */
@Entity({ name: 'goods_totals' })
export class GoodsTotals {
  @PrimaryColumn({ type: 'uuid', name: 'user_id', primaryKeyConstraintName: 'goods_totals_pkey' })
  userId!: string;

  /** Goods that are not archived. */
  @Column({ type: 'integer', name: 'goods_count' })
  goodsCount!: number;

  @Column({ type: 'integer', name: 'archived_count' })
  archivedCount!: number;

  /** Units on hand x cost of the goods that are not archived. */
  @Column({ ...totalColumn, name: 'stock_value' })
  stockValue!: Money;

  @ManyToOne(() => User)
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'goods_totals_user' })
  user?: User;
}
