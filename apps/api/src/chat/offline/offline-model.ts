import { randomUUID } from 'node:crypto';
import { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { AIMessageChunk } from '@langchain/core/messages';
import { ChatGenerationChunk, type ChatResult } from '@langchain/core/outputs';
import { AIMessage, ToolMessage, type BaseMessage } from 'langchain';
import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager';
import type { CalendarDay } from '@tor/kernel/calendar-day';
import type { ChatWords } from '../words/chat-words.js';
import { OFFLINE_PHRASES, offlineAnswer } from './offline-answer.js';
import { offlineRequest } from './offline-request.js';

/** What the offline assistant knows of a turn. */
export interface OfflineTurn {
  readonly words: ChatWords;
  /** The shop's day. */
  readonly today: CalendarDay;
  /** Why it answers in the language model's place; null: there is no other. */
  readonly excuse: string | null;
}

/**
 * A chat model without network: it understands the documented requests by their patterns, asks the same tools for them as a
 * language model would, and tells their results in set sentences. It says in every answer that it is the offline assistant.
 */
export class OfflineModel extends BaseChatModel {
  constructor(private readonly turn: OfflineTurn) {
    super({});
  }

  _llmType(): string {
    return 'offline';
  }

  /** It knows the tools already. */
  override bindTools(): this {
    return this;
  }

  async _generate(messages: BaseMessage[]): Promise<ChatResult> {
    const message = this.#next(messages);
    return { generations: [{ message, text: message.text }] };
  }

  override async *_streamResponseChunks(
    messages: BaseMessage[],
    _options: this['ParsedCallOptions'],
    runManager?: CallbackManagerForLLMRun,
  ): AsyncGenerator<ChatGenerationChunk> {
    const next = this.#next(messages);
    const calls = (next.tool_calls ?? []).map(({ id, name, args }, index) => ({
      ...{ name, args: JSON.stringify(args), index, type: 'tool_call_chunk' as const },
      ...(id === undefined ? {} : { id }),
    }));
    const pieces = calls.length > 0 ? [''] : (next.text.match(/\S+\s*/g) ?? []);
    for (const [index, text] of pieces.entries()) {
      const message = new AIMessageChunk({ content: text, ...(index === 0 ? { tool_call_chunks: calls } : {}) });
      const chunk = new ChatGenerationChunk({ message, text });
      yield chunk;
      await runManager?.handleLLMNewToken(text, undefined, undefined, undefined, undefined, { chunk });
    }
  }

  #next(messages: readonly BaseMessage[]): AIMessage {
    const results = resultsAtTheEnd(messages);
    if (results.length > 0) return this.#say(this.#told(messages, results));
    const { words, today } = this.turn;
    const request = offlineRequest(messages, today, words.language);
    if (request.kind === 'say') return this.#say(OFFLINE_PHRASES[words.language][request.phrase]);
    if (request.kind === 'ask') return this.#say(OFFLINE_PHRASES[words.language].missing[request.missing]);
    const { tool: name, args } = request;
    return new AIMessage({
      content: '',
      tool_calls: [{ id: randomUUID(), name, args: { ...args }, type: 'tool_call' }],
    });
  }

  #told(messages: readonly BaseMessage[], results: readonly ToolMessage[]): string {
    const calls = messages.flatMap((message) => (AIMessage.isInstance(message) ? (message.tool_calls ?? []) : []));
    return results
      .map((result) => {
        const call = calls.findLast(({ id }) => id === result.tool_call_id);
        const { name, args } = call ?? { name: '', args: {} };
        return offlineAnswer({ name, args }, parsed(result.text), this.turn.words);
      })
      .join('\n');
  }

  #say(text: string): AIMessage {
    const { excuse, words } = this.turn;
    const { signature } = OFFLINE_PHRASES[words.language];
    return new AIMessage({ content: [excuse, text, signature].filter((part) => part).join('\n') });
  }
}

function resultsAtTheEnd(messages: readonly BaseMessage[]): ToolMessage[] {
  const results: ToolMessage[] = [];
  for (const message of [...messages].reverse()) {
    if (!ToolMessage.isInstance(message)) break;
    results.unshift(message);
  }
  return results;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
