import { Column, Entity, Index, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import { User } from './user.entity.js';

/** Which shops sold when, and nothing else. Global: the nightly refresh reads it across shops. */
@Entity({ name: 'shop_activity' })
@Index('shop_activity_latest', ['lastSaleOn'])
export class ShopActivity {
  @PrimaryColumn({ type: 'uuid', name: 'user_id' })
  userId!: string;

  @Column({ type: 'date', name: 'last_sale_on' })
  lastSaleOn!: string;

  @OneToOne(() => User)
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'shop_activity_user' })
  user?: User;
}
