import {
  AIMessage,
  createMiddleware,
  HumanMessage,
  ToolInvocationError,
  ToolMessage,
  type AgentMiddleware,
} from 'langchain';
import type { AgentListener } from './agent-event.js';
import type { AnswerCheck, AnswerFault } from './answer-check.js';
import { meaningOf, ModelConfused, ModelFailure, ToolFailure } from './model-failure.js';
import type { StepBudget } from './step-budget.js';

/** The model may put one bad message right. */
const TRIES = 2;

export interface Guard {
  readonly budget: StepBudget;
  /** Null: the model cannot make anything up. */
  readonly check: AnswerCheck | null;
  /** What is answered instead of the instructions. */
  readonly refusal: string;
  readonly listen: AgentListener;
}

/** Stands between the agent and its model and tools: counts, has bad messages put right, and tells what happens. */
export function guardMiddleware({ budget, check, refusal, listen }: Guard): AgentMiddleware {
  return createMiddleware({
    name: 'guard',
    wrapModelCall: async (request, handler) => {
      const notes: HumanMessage[] = [];
      for (let left = TRIES; left > 0; left--) {
        budget.takeModelCall();
        const outcome = await tried(async () => handler({ ...request, messages: [...request.messages, ...notes] }));
        if (!AIMessage.isInstance(outcome)) {
          notes.push(new HumanMessage(outcome));
          continue;
        }
        budget.addTokens(outcome.usage_metadata?.total_tokens ?? 0);
        const message = cleaned(outcome);
        if (message.tool_calls?.length) return message;
        const fault = faultOf(outcome, check);
        if (fault === null) return message;
        listen({ kind: 'restart' });
        if (fault === 'instructions') return new AIMessage({ content: refusal });
        notes.push(new HumanMessage(fault));
      }
      throw new ModelConfused('its messages could not be used');
    },
    wrapToolCall: async (request, handler) => {
      const { name, args } = request.toolCall;
      budget.takeToolCall(name, args);
      listen({ kind: 'tool', name, arguments: args });
      const result = await called(async () => handler(request));
      if (ToolMessage.isInstance(result)) check?.grounds.addToolResult(result.text);
      return result;
    },
  });
}

/** Tells a failure of the shop from a call that the model got wrong, which the agent tells it. */
async function called<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    // Arguments that do not fit the schema: the agent tells the model so.
    if (ToolInvocationError.isInstance(error)) throw error;
    throw new ToolFailure(error);
  }
}

/** @returns the message; or what to tell the model when the provider could not make a tool call of what it wrote */
async function tried<Message>(call: () => Promise<Message>): Promise<Message | string> {
  try {
    return await call();
  } catch (error) {
    const meaning = meaningOf(error);
    if (meaning instanceof ModelFailure && meaning.kind === 'confused' && !(meaning instanceof ModelConfused)) {
      return 'Your last message was no valid tool call. Call a tool with valid JSON arguments, or answer in words.';
    }
    throw error;
  }
}

function faultOf(message: AIMessage, check: AnswerCheck | null): string | null {
  if (message.invalid_tool_calls?.length) {
    return 'The arguments of your tool call were no valid JSON. Call the tool again.';
  }
  if (message.text.trim() === '') return 'Your last message was empty. Answer the owner, or call a tool.';
  const fault = check?.faultOf(message.text) ?? null;
  return fault && wordsFor(fault);
}

function wordsFor(fault: AnswerFault): string {
  if (fault.kind === 'instructions') return 'instructions';
  return `No tool returned these figures of your answer: ${fault.numbers.slice(0, 10).join(', ')}. Answer again with figures of tool results alone, or call the tool that has them.`;
}

/** What the conversation goes on with: valid calls and text, without the provider's raw copy of either. */
function cleaned(message: AIMessage): AIMessage {
  const { id, tool_calls: calls = [], usage_metadata } = message;
  return new AIMessage({
    ...(id === undefined ? {} : { id }),
    // Words beside a call are no answer yet, and nobody has checked them.
    content: calls.length > 0 ? '' : message.text,
    tool_calls: calls,
    ...(usage_metadata && { usage_metadata }),
  });
}
