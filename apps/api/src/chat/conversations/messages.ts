import type { ChatMessage } from '@tor/persistence/entities/chat-message.entity';
import type { NewChatMessage } from '@tor/persistence/repositories/chat.repository';

const PLAIN = { toolCalls: null, toolCallId: null, assistant: null, actionId: null } as const;

/** What the owner wrote. */
export function userMessage(content: string): NewChatMessage {
  return { ...PLAIN, kind: 'user', content };
}

/**
 * What the assistant answered.
 * @param assistant which one; null: neither model, but the books themselves
 * @param actionId the action that it proposed or carried out
 */
export function answerMessage(
  content: string,
  assistant: ChatMessage['assistant'],
  actionId: string | null,
): NewChatMessage {
  return { ...PLAIN, kind: 'assistant', content, assistant, actionId };
}
