import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { ChatConversation } from './chat-conversation.entity.js';
import { instantColumn } from './column-types.js';

/** A write by its name, with what it is to write. */
export interface ChatWrite {
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** One value that an action changes, as the owner is told. */
export interface ChatChange {
  readonly field: string;
  /** Null: there is none before. */
  readonly before: string | null;
  /** Null: there is none after. */
  readonly after: string | null;
}

/** A write that the assistant proposed: nothing happens until the owner confirms it, and then it happens once. */
@Entity({ name: 'chat_actions' })
@Check('chat_actions_status', "status IN ('pending', 'done', 'cancelled')")
@Check('chat_actions_result', "(status = 'done') = (result IS NOT NULL)")
@Index('chat_actions_of_conversation', ['userId', 'conversationId', 'createdAt', 'id'])
export class ChatAction {
  @PrimaryColumn({ type: 'uuid', name: 'user_id', primaryKeyConstraintName: 'chat_actions_pkey' })
  userId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'chat_actions_pkey' })
  id!: string;

  @Column({ type: 'uuid', name: 'conversation_id' })
  conversationId!: string;

  @Column({ type: 'text' })
  tool!: string;

  @Column({ type: 'jsonb' })
  arguments!: Record<string, unknown>;

  /** Binds the confirmation to user, conversation, tool and arguments. */
  @Column({ type: 'text', name: 'arguments_hash' })
  argumentsHash!: string;

  /** What the owner was told would happen. */
  @Column({ type: 'text' })
  summary!: string;

  @Column({ type: 'jsonb' })
  changes!: ChatChange[];

  /** Hash of what the summary is true of: when that has changed, the action is not carried out. */
  @Column({ type: 'text', name: 'basis_hash' })
  basisHash!: string;

  @Column({ type: 'text', default: 'pending' })
  status!: 'pending' | 'done' | 'cancelled';

  /** The action that this one takes back. */
  @Column({ type: 'uuid', nullable: true })
  undoes!: string | null;

  /** What would take this one back; null as long as it is not done. */
  @Column({ type: 'jsonb', nullable: true })
  inverse!: ChatWrite | null;

  /** What the write answered, the same to everyone who confirms. */
  @Column({ type: 'jsonb', nullable: true })
  result!: unknown;

  @Column({ ...instantColumn, name: 'created_at' })
  createdAt!: Date;

  @Column({ ...instantColumn, name: 'expires_at' })
  expiresAt!: Date;

  /** When it was confirmed or cancelled. */
  @Column({ ...instantColumn, name: 'decided_at', nullable: true })
  decidedAt!: Date | null;

  @ManyToOne(() => ChatConversation)
  @JoinColumn([
    { name: 'user_id', referencedColumnName: 'userId', foreignKeyConstraintName: 'chat_actions_conversation' },
    { name: 'conversation_id', referencedColumnName: 'id', foreignKeyConstraintName: 'chat_actions_conversation' },
  ])
  conversation?: ChatConversation;
}
