import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { ProcessMetrics } from '@tor/process/process-metrics';
import type { ModelFailureKind } from '../chat/agent/model-failure.js';

/**
 * What came of a message to the assistant: the one that usually answers has `answered`; else why the offline assistant had to,
 * or that nobody did (`down`).
 */
export type ChatOutcome = 'answered' | 'daily_limit' | ModelFailureKind;

/** Counts what the assistant does, and what it takes of the language model. */
@Injectable()
export class ChatMetrics {
  readonly #messages: Counter<'assistant' | 'outcome'>;
  readonly #modelCalls: Counter;
  readonly #toolCalls: Counter;
  readonly #tokens: Counter;

  constructor({ registry }: ProcessMetrics) {
    const registers = [registry];
    this.#messages = new Counter({
      name: 'tor_chat_messages_total',
      help: 'Messages to the assistant, by which one answered (groq, offline, none) and why',
      labelNames: ['assistant', 'outcome'],
      registers,
    });
    this.#modelCalls = new Counter({
      name: 'tor_chat_model_calls_total',
      help: 'Calls of the language model',
      registers,
    });
    this.#toolCalls = new Counter({
      name: 'tor_chat_tool_calls_total',
      help: 'Calls of tools that the language model asked for',
      registers,
    });
    this.#tokens = new Counter({
      name: 'tor_chat_model_tokens_total',
      help: 'Tokens that the language model has read and written, as it says',
      registers,
    });
  }

  countMessage(assistant: 'groq' | 'offline' | 'none', outcome: ChatOutcome): void {
    this.#messages.inc({ assistant, outcome });
  }

  /** Counts what a message has taken of the language model, whatever came of it. */
  countUse(use: { readonly modelCalls: number; readonly steps: number; readonly tokens: number }): void {
    this.#modelCalls.inc(use.modelCalls);
    this.#toolCalls.inc(use.steps - use.modelCalls);
    this.#tokens.inc(use.tokens);
  }
}
