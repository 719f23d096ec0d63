import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { sumColumn } from './column-types.js';
import { User } from './user.entity.js';

/** What an owner's conversations have taken of the language model on one day of the shop. */
@Entity({ name: 'chat_usage' })
export class ChatUsage {
  @PrimaryColumn({ type: 'uuid', name: 'user_id', primaryKeyConstraintName: 'chat_usage_pkey' })
  userId!: string;

  @PrimaryColumn({ type: 'date', primaryKeyConstraintName: 'chat_usage_pkey' })
  day!: string;

  /** Calls of the model and of tools. */
  @Column({ type: 'integer', default: 0 })
  steps!: number;

  /** Tokens that went to the model and came back, as it counts them. */
  @Column({ ...sumColumn, default: 0 })
  tokens!: number;

  @ManyToOne(() => User)
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'chat_usage_user' })
  user?: User;
}
