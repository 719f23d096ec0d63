import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { ChatConversation } from './chat-conversation.entity.js';
import { instantColumn } from './column-types.js';

/** A call of a tool that the assistant made. */
export interface ChatToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** One message of a conversation: of the owner, of the assistant, or what a tool answered. */
@Entity({ name: 'chat_messages' })
@Check('chat_messages_kind', "kind IN ('user', 'assistant', 'tool')")
@Check('chat_messages_assistant', "assistant IN ('groq', 'offline')")
export class ChatMessage {
  @PrimaryColumn({ type: 'uuid', name: 'user_id', primaryKeyConstraintName: 'chat_messages_pkey' })
  userId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'conversation_id', primaryKeyConstraintName: 'chat_messages_pkey' })
  conversationId!: string;

  /** From 1 on, without gaps until the oldest are dropped. */
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'chat_messages_pkey' })
  position!: number;

  @Column({ type: 'text' })
  kind!: 'user' | 'assistant' | 'tool';

  @Column({ type: 'text' })
  content!: string;

  /** Of the assistant: the tools that it asked for with this message; null: none. */
  @Column({ type: 'jsonb', name: 'tool_calls', nullable: true })
  toolCalls!: ChatToolCall[] | null;

  /** Of a tool: the call that this answers. */
  @Column({ type: 'text', name: 'tool_call_id', nullable: true })
  toolCallId!: string | null;

  /** Of an answer: which assistant gave it. */
  @Column({ type: 'text', nullable: true })
  assistant!: 'groq' | 'offline' | null;

  /** Of an answer: the action that it proposed. */
  @Column({ type: 'uuid', name: 'action_id', nullable: true })
  actionId!: string | null;

  @Column({ ...instantColumn, name: 'created_at' })
  createdAt!: Date;

  @ManyToOne(() => ChatConversation)
  @JoinColumn([
    { name: 'user_id', referencedColumnName: 'userId', foreignKeyConstraintName: 'chat_messages_conversation' },
    { name: 'conversation_id', referencedColumnName: 'id', foreignKeyConstraintName: 'chat_messages_conversation' },
  ])
  conversation?: ChatConversation;
}
