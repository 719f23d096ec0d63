import { AIMessage, HumanMessage, ToolMessage, type BaseMessage } from 'langchain';
import type { ChatMessage } from '@tor/persistence/entities/chat-message.entity';
import type { NewChatMessage } from '@tor/persistence/repositories/chat.repository';
import { answerMessage } from './messages.js';

/** Characters at most that a model is reminded of: what is said now matters more than what was said long ago. */
const REMEMBERED_CHARACTERS = 24_000;
/** Longer results of tools are kept without their end. */
const KEPT_RESULT = 20_000;

/** What a model is reminded of, from an owner's message on. */
export function toLangChain(messages: readonly ChatMessage[]): BaseMessage[] {
  let characters = 0;
  let first = messages.length;
  for (let index = messages.length - 1; index >= 0; index--) {
    characters += messages[index]?.content.length ?? 0;
    if (characters > REMEMBERED_CHARACTERS) break;
    // A result without its call, or a call without its question, is refused or misunderstood.
    if (messages[index]?.kind === 'user') first = index;
  }
  return messages.slice(first).map(toMessage);
}

/** @returns the calls of tools and their results, as they are kept */
export function toKeep(steps: readonly BaseMessage[]): NewChatMessage[] {
  return steps.flatMap(kept);
}

function toMessage({ kind, content, toolCalls, toolCallId }: ChatMessage): BaseMessage {
  if (kind === 'user') return new HumanMessage(content);
  if (kind === 'tool') return new ToolMessage({ content, tool_call_id: toolCallId ?? '' });
  const calls = (toolCalls ?? []).map(({ id, name, arguments: args }) => ({ id, name, args: { ...args } }));
  return new AIMessage({ content, tool_calls: calls });
}

function kept(message: BaseMessage): NewChatMessage[] {
  if (ToolMessage.isInstance(message)) {
    const content = message.text.slice(0, KEPT_RESULT);
    return [{ ...answerMessage(content, null, null), kind: 'tool', toolCallId: message.tool_call_id }];
  }
  if (!AIMessage.isInstance(message) || !message.tool_calls?.length) return [];
  const toolCalls = message.tool_calls.map(({ id, name, args }) => ({ id: id ?? '', name, arguments: args }));
  return [{ ...answerMessage(message.text, null, null), toolCalls }];
}
