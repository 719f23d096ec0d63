import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { IsText, Omittable } from '../../http/field-rules.js';
import { ValidationProblem } from '../../http/validation.js';

/** Longer than what anybody asks a shop assistant. */
export const MAX_CHAT_MESSAGE = 2000;

/** A message to the assistant: in the body, or in the query as older clients send it. */
export class ChatInput {
  @ApiPropertyOptional({
    minLength: 1,
    maxLength: MAX_CHAT_MESSAGE,
    example: 'Stok kopi gayo berapa?',
    description: 'What the owner says. Required here or in the query',
  })
  @Omittable()
  @IsText(1, MAX_CHAT_MESSAGE)
  chat_message?: string;

  @ApiPropertyOptional({
    format: 'uuid',
    example: '7b0f4c9e-0d55-4a57-9a6e-0a4a4b7a6f10',
    description: 'The conversation to go on with. Left out: a new one',
  })
  @Omittable()
  @IsUUID()
  conversation_id?: string;
}

/** What was said, and where. */
export interface Said {
  readonly message: string;
  /** Null: a new conversation. */
  readonly conversationId: string | null;
}

/** The body goes before the query. @throws ValidationProblem when there is no message in either */
export function saidIn(body: ChatInput, query: ChatInput): Said {
  const message = body.chat_message ?? query.chat_message;
  if (message === undefined) {
    throw new ValidationProblem([{ field: 'chat_message', message: 'chat_message is required' }]);
  }
  return { message, conversationId: (body.conversation_id ?? query.conversation_id ?? null)?.toLowerCase() ?? null };
}
