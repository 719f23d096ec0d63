import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Money } from '@tor/kernel/money';
import { instantColumn, moneyColumn } from './column-types.js';
import { Goods } from './goods.entity.js';

/** One sale of one goods. Price and cost are frozen when it is booked. */
@Entity({ name: 'sales' })
@Check('sales_quantity', 'quantity > 0')
@Index('sales_latest_first', ['userId', 'saleDate', 'createdAt', 'id'])
@Index('sales_of_goods', ['userId', 'goodsId', 'saleDate'])
export class Sale {
  @PrimaryColumn({ type: 'uuid', name: 'user_id', primaryKeyConstraintName: 'sales_pkey' })
  userId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'sales_pkey' })
  id!: string;

  @Column({ type: 'uuid', name: 'goods_id' })
  goodsId!: string;

  /** Whole units. */
  @Column({ type: 'integer' })
  quantity!: number;

  /** The shop's day of the sale, `YYYY-MM-DD`. */
  @Column({ type: 'date', name: 'sale_date' })
  saleDate!: string;

  @Column({ ...moneyColumn, name: 'unit_price' })
  unitPrice!: Money;

  @Column({ ...moneyColumn, name: 'unit_cost' })
  unitCost!: Money;

  @Column({ ...instantColumn, name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @ManyToOne(() => Goods)
  @JoinColumn([
    { name: 'user_id', referencedColumnName: 'userId', foreignKeyConstraintName: 'sales_goods' },
    { name: 'goods_id', referencedColumnName: 'id', foreignKeyConstraintName: 'sales_goods' },
  ])
  goods?: Goods;
}
