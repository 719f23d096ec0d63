import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Money } from '@tor/kernel/money';
import { sumColumn, totalColumn } from './column-types.js';
import { Goods } from './goods.entity.js';

/** The running total of one goods' sales of one month: always what a sum over its sales would be. */
@Entity({ name: 'monthly_goods_sales' })
@Check('monthly_goods_sales_month', 'extract(day FROM month) = 1')
@Check('monthly_goods_sales_sales_count', 'sales_count >= 0')
@Check('monthly_goods_sales_quantity', 'quantity >= 0')
@Index('monthly_goods_sales_best_first', ['userId', 'month', 'quantity'])
@Index('monthly_goods_sales_of_goods', ['userId', 'goodsId', 'month', 'salesCount'])
export class MonthlyGoodsSales {
  @PrimaryColumn({ type: 'uuid', name: 'user_id', primaryKeyConstraintName: 'monthly_goods_sales_pkey' })
  userId!: string;

  /** The month's first day. */
  @PrimaryColumn({ type: 'date', primaryKeyConstraintName: 'monthly_goods_sales_pkey' })
  month!: string;

  @PrimaryColumn({ type: 'uuid', name: 'goods_id', primaryKeyConstraintName: 'monthly_goods_sales_pkey' })
  goodsId!: string;

  @Column({ type: 'integer', name: 'sales_count' })
  salesCount!: number;

  /** Whole units. */
  @Column(sumColumn)
  quantity!: number;

  @Column(totalColumn)
  revenue!: Money;

  @Column(totalColumn)
  profit!: Money;

  @ManyToOne(() => Goods)
  @JoinColumn([
    { name: 'user_id', referencedColumnName: 'userId', foreignKeyConstraintName: 'monthly_goods_sales_goods' },
    { name: 'goods_id', referencedColumnName: 'id', foreignKeyConstraintName: 'monthly_goods_sales_goods' },
  ])
  goods?: Goods;
}
