import { createAgent, SystemMessage, type AIMessageChunk, type BaseMessage, type StructuredTool } from 'langchain';
import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { AgentListener } from './agent-event.js';
import type { AnswerCheck } from './answer-check.js';
import { guardMiddleware } from './guard-middleware.js';
import { meaningOf, ModelFailure } from './model-failure.js';
import { ReleaseGate } from './release-gate.js';
import { MOST_STEPS, type StepBudget } from './step-budget.js';

/** More of LangGraph's own steps than ours can take, so that ours count. */
const RECURSION_LIMIT = 4 * MOST_STEPS;

export interface AgentTask {
  readonly model: BaseChatModel;
  readonly tools: StructuredTool[];
  readonly systemPrompt: string;
  /** The conversation so far, with the owner's message at the end. */
  readonly messages: readonly BaseMessage[];
  /** Null: the model cannot make anything up. */
  readonly check: AnswerCheck | null;
  readonly refusal: string;
  readonly budget: StepBudget;
  readonly timeoutMs: number;
  /** Ends the wait for the model as if the time were over. Null: the model answers at once. */
  readonly hurry: AbortSignal | null;
  /** Null: nobody listens, and the model need not stream. */
  readonly listen: AgentListener | null;
}

/**
 * Has the model answer, with as many tools as it asks for.
 * @returns the messages that were added: calls of tools, their results, and the answer at the end
 * @throws ModelFailure; what a tool threw
 */
export async function runAgent(task: AgentTask): Promise<BaseMessage[]> {
  const { model, tools, messages, listen } = task;
  const guard = guardMiddleware({ ...task, listen: listen ?? (() => undefined) });
  // As one text, which every server reads; given as a string, it would be sent as a list of blocks.
  const systemPrompt = new SystemMessage({ content: task.systemPrompt });
  const agent = createAgent({ model, tools, systemPrompt, middleware: [guard] });
  const over = new AbortController();
  const end = (): void => over.abort();
  const timer = setTimeout(end, task.timeoutMs);
  task.hurry?.addEventListener('abort', end);
  if (task.hurry?.aborted) end();
  const options = { signal: over.signal, recursionLimit: RECURSION_LIMIT };
  const input = { messages: [...messages] };
  try {
    const all = listen
      ? await streamed(await agent.stream(input, { ...options, streamMode: ['messages', 'values'] }), task, listen)
      : (await agent.invoke(input, options)).messages;
    return all.slice(messages.length);
  } catch (error) {
    if (over.signal.aborted) {
      const when = task.hurry?.aborted ? 'before this process had to stop' : `within ${task.timeoutMs} ms`;
      throw new ModelFailure('slow', `no answer ${when}`, error);
    }
    throw meaningOf(error);
  } finally {
    clearTimeout(timer);
    task.hurry?.removeEventListener('abort', end);
  }
}

type StreamPart =
  readonly ['messages', readonly [BaseMessage, unknown]] | readonly ['values', { messages: BaseMessage[] }];

/** Tells of the words as they come, and gathers the messages. */
async function streamed(
  parts: AsyncIterable<unknown>,
  { check }: AgentTask,
  listen: AgentListener,
): Promise<BaseMessage[]> {
  let all: BaseMessage[] = [];
  let gate: { readonly id: string | undefined; readonly gate: ReleaseGate } | null = null;
  const tell = (text: string): void => {
    if (text !== '') listen({ kind: 'token', text });
  };
  for await (const part of parts as AsyncIterable<StreamPart>) {
    if (part[0] === 'values') {
      all = part[1].messages;
      continue;
    }
    const [message] = part[1];
    if (!isWordsOfModel(message)) continue;
    if (gate === null || gate.id !== message.id) gate = { id: message.id, gate: new ReleaseGate(check) };
    tell(gate.gate.push(message.text));
  }
  if (gate) tell(gate.gate.end());
  return all;
}

function isWordsOfModel(message: BaseMessage): message is AIMessageChunk {
  return message.type === 'ai' && message.text !== '';
}
