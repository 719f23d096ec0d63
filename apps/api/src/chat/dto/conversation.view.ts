import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { ChatConversation } from '@tor/persistence/entities/chat-conversation.entity';
import type { ChatMessage } from '@tor/persistence/entities/chat-message.entity';

/** A conversation with the assistant. */
export class ConversationView {
  @ApiProperty({ format: 'uuid', example: '7b0f4c9e-0d55-4a57-9a6e-0a4a4b7a6f10' })
  id!: string;

  @ApiProperty({ example: 'Stok kopi gayo berapa?', description: 'How it began' })
  title!: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-05T03:12:44.512Z' })
  created_at!: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-05T03:12:51.004Z' })
  updated_at!: string;
}

/** What was said once. */
export class ChatMessageView {
  @ApiProperty({ enum: ['user', 'assistant'], example: 'user' })
  role!: string;

  @ApiProperty({ example: 'Stok kopi gayo berapa?' })
  content!: string;

  @ApiPropertyOptional({
    enum: ['groq', 'offline'],
    example: 'groq',
    description: 'Of an answer: which assistant gave it',
  })
  assistant?: string;

  @ApiPropertyOptional({
    format: 'uuid',
    example: '2f6b8f1e-0f53-4a7c-9a3e-6a1d2b3c4d5e',
    description: 'The action that this answer proposed or carried out',
  })
  action_id?: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-05T03:12:44.512Z' })
  created_at!: string;
}

/** A conversation with what was said in it. */
export class ConversationDetailView extends ConversationView {
  @ApiProperty({ type: [ChatMessageView], description: 'The latest, in their order' })
  messages!: ChatMessageView[];
}

export function toConversationView(conversation: ChatConversation): ConversationView {
  const { id, title, createdAt, updatedAt } = conversation;
  return { id, title, created_at: createdAt.toISOString(), updated_at: updatedAt.toISOString() };
}

/** Calls of tools and their results are the assistant's own notes. */
export function toConversationDetailView(
  conversation: ChatConversation,
  messages: readonly ChatMessage[],
): ConversationDetailView {
  const said = messages.filter(({ kind, toolCalls }) => kind !== 'tool' && !toolCalls);
  return { ...toConversationView(conversation), messages: said.map(toChatMessageView) };
}

function toChatMessageView({ kind, content, assistant, actionId, createdAt }: ChatMessage): ChatMessageView {
  return {
    ...{ role: kind, content },
    ...(assistant && { assistant }),
    ...(actionId && { action_id: actionId }),
    created_at: createdAt.toISOString(),
  };
}
