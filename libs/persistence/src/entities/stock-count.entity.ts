import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { instantColumn } from './column-types.js';
import { User } from './user.entity.js';

/** A stock count (stock opname): somebody goes round and counts, while selling goes on. */
@Entity({ name: 'stock_counts' })
@Check('stock_counts_status', "status IN ('open', 'closed')")
@Check('stock_counts_closed_at', "(status = 'closed') = (closed_at IS NOT NULL)")
@Index('stock_counts_newest_first', ['userId', 'openedAt', 'id'])
export class StockCount {
  @PrimaryColumn({ type: 'uuid', name: 'user_id', primaryKeyConstraintName: 'stock_counts_pkey' })
  userId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'stock_counts_pkey' })
  id!: string;

  @Column({ type: 'text', default: 'open' })
  status!: 'open' | 'closed';

  @Column({ type: 'text', nullable: true })
  note!: string | null;

  @Column({ ...instantColumn, name: 'opened_at', default: () => 'now()' })
  openedAt!: Date;

  /** When the variances were booked; null while it is open. */
  @Column({ ...instantColumn, name: 'closed_at', nullable: true })
  closedAt!: Date | null;

  @ManyToOne(() => User)
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'stock_counts_user' })
  user?: User;
}
