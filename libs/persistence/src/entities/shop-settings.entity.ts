import { Check, Column, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import { User } from './user.entity.js';

/** How one shop counts its days and decides when to restock. */
@Entity({ name: 'shop_settings' })
@Check('shop_settings_currency', "currency ~ '^[A-Z]{3}$'")
@Check('shop_settings_language', "language IN ('id', 'en')")
@Check('shop_settings_lead_time_days', 'lead_time_days BETWEEN 0 AND 365')
@Check('shop_settings_review_days', 'review_days BETWEEN 1 AND 365')
@Check('shop_settings_service_level', 'service_level BETWEEN 0.5 AND 0.999')
@Check('shop_settings_low_stock_threshold', 'low_stock_threshold >= 0')
export class ShopSettings {
  @PrimaryColumn({ type: 'uuid', name: 'user_id' })
  userId!: string;

  /** IANA name: the shop's days begin and end there. */
  @Column({ type: 'text', default: 'Asia/Jakarta' })
  timezone!: string;

  /** ISO 4217 code of what prices are in. */
  @Column({ type: 'text', default: 'IDR' })
  currency!: string;

  /** What the shop is spoken to in: Indonesian or English. */
  @Column({ type: 'text', default: 'id' })
  language!: 'id' | 'en';

  /** Days between an order and its arrival, where the goods have none of their own. */
  @Column({ type: 'integer', name: 'lead_time_days', default: 3 })
  leadTimeDays!: number;

  /** Days between two looks at what to order. */
  @Column({ type: 'integer', name: 'review_days', default: 7 })
  reviewDays!: number;

  /** The share of restock cycles that should end without a stock-out, 0.5 to 0.999. */
  @Column({ type: 'double precision', name: 'service_level', default: () => '0.95' })
  serviceLevel!: number;

  /** Whole units at which goods count as low, where the goods have none of their own. */
  @Column({ type: 'integer', name: 'low_stock_threshold', default: 10 })
  lowStockThreshold!: number;

  @OneToOne(() => User)
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'shop_settings_user' })
  user?: User;
}
