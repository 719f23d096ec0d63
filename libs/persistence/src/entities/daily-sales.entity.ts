import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Money } from '@tor/kernel/money';
import { sumColumn, totalColumn } from './column-types.js';
import { User } from './user.entity.js';

/** The running total of one shop's sales of one day: always what a sum over its sales would be. */
@Entity({ name: 'daily_sales' })
@Check('daily_sales_sales_count', 'sales_count >= 0')
@Check('daily_sales_quantity', 'quantity >= 0')
export class DailySales {
  @PrimaryColumn({ type: 'uuid', name: 'user_id', primaryKeyConstraintName: 'daily_sales_pkey' })
  userId!: string;

  @PrimaryColumn({ type: 'date', name: 'sale_date', primaryKeyConstraintName: 'daily_sales_pkey' })
  saleDate!: string;

  @Column({ type: 'integer', name: 'sales_count' })
  salesCount!: number;

  /** Whole units. */
  @Column(sumColumn)
  quantity!: number;

  @Column(totalColumn)
  revenue!: Money;

  @Column(totalColumn)
  profit!: Money;

  @ManyToOne(() => User)
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'daily_sales_user' })
  user?: User;
}
