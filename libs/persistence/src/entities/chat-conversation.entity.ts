import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { instantColumn } from './column-types.js';
import { User } from './user.entity.js';

/** What an owner and the assistant have said to each other about one thing. */
@Entity({ name: 'chat_conversations' })
@Index('chat_conversations_latest_first', ['userId', 'updatedAt', 'id'])
export class ChatConversation {
  @PrimaryColumn({ type: 'uuid', name: 'user_id', primaryKeyConstraintName: 'chat_conversations_pkey' })
  userId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'chat_conversations_pkey' })
  id!: string;

  /** The beginning of the first message. */
  @Column({ type: 'text' })
  title!: string;

  /** The number that the next message gets. */
  @Column({ type: 'integer', name: 'next_position', default: 1 })
  nextPosition!: number;

  @Column({ ...instantColumn, name: 'created_at' })
  createdAt!: Date;

  @Column({ ...instantColumn, name: 'updated_at' })
  updatedAt!: Date;

  /** A message is being answered until then at the latest; null: none is. */
  @Column({ ...instantColumn, name: 'busy_until', nullable: true })
  busyUntil!: Date | null;

  @ManyToOne(() => User)
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'chat_conversations_user' })
  user?: User;
}
