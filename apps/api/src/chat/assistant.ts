import { Inject, Injectable, Logger } from '@nestjs/common';
import { HumanMessage, type BaseMessage } from 'langchain';
import type { ChatConfig } from '@tor/config/config';
import { DomainError } from '@tor/kernel/domain-error';
import type { ChatMessage } from '@tor/persistence/entities/chat-message.entity';
import type { NewChatMessage } from '@tor/persistence/repositories/chat.repository';
import type { ModelUse } from '@tor/persistence/repositories/chat-usage.repository';
import { ChatMetrics, type ChatOutcome } from '../metrics/chat-metrics.js';
import type { AgentListener } from './agent/agent-event.js';
import { AnswerCheck } from './agent/answer-check.js';
import { groqModel } from './agent/groq-model.js';
import { ModelFailure } from './agent/model-failure.js';
import { NumberGrounds } from './agent/number-grounds.js';
import { PromptGuard } from './agent/prompt-guard.js';
import { runAgent } from './agent/run-agent.js';
import { StepBudget } from './agent/step-budget.js';
import { forTurn } from './agent/structured-tool.js';
import { systemPrompt } from './agent/system-prompt.js';
import { CHAT_CONFIG } from './chat-config.js';
import { toKeep, toLangChain } from './conversations/remembered.js';
import { Stopping } from '../stopping/stopping.js';
import { OfflineModel } from './offline/offline-model.js';
import { ShopTools } from './tools/shop-tools.js';
import type { Turn } from './tools/turn.js';

/** The offline assistant asks no network; what takes time are forecasts, which the turn has its patience for. */
const OFFLINE_TIMEOUT_MS = 9000;
/** Of what a provider says of a failure, which may repeat what it was asked. */
const LOGGED_CHARACTERS = 300;

/** What one message was answered. */
export interface Reply {
  /** Without what the turn proposes. */
  readonly text: string;
  readonly assistant: 'groq' | 'offline';
  /** Calls of tools and their results, as they are kept. */
  readonly steps: readonly NewChatMessage[];
  /** What was taken of the language model. */
  readonly use: ModelUse;
}

const NOTHING: ModelUse = { steps: 0, tokens: 0 };

/** Answers messages: with the language model, and without it where there is none or it gives no answer. */
@Injectable()
export class Assistant {
  readonly #logger = new Logger('Chat');

  constructor(
    private readonly tools: ShopTools,
    @Inject(CHAT_CONFIG) private readonly config: ChatConfig,
    private readonly metrics: ChatMetrics,
    private readonly stopping: Stopping,
  ) {}

  /**
   * @param remembered the conversation so far
   * @param used what the owner has taken of the language model today
   * @throws DomainError `assistant_unavailable` when the language model is out of reach; what a tool throws
   */
  async reply(
    turn: Turn,
    remembered: readonly ChatMessage[],
    message: string,
    used: ModelUse,
    listen: AgentListener | null,
  ): Promise<Reply> {
    const { groq, daily } = this.config;
    const memory = toLangChain(remembered);
    if (!groq) return this.#offline(turn, memory, message, NOTHING, 'answered', listen);
    if (used.steps >= daily.steps || used.tokens >= daily.tokens) {
      return this.#offline(turn, memory, message, NOTHING, 'daily_limit', listen);
    }
    const budget = new StepBudget();
    try {
      return await this.#groq(groq, turn, memory, message, budget, listen);
    } catch (error) {
      if (!(error instanceof ModelFailure)) throw error;
      this.#logger.warn(error.message.slice(0, LOGGED_CHARACTERS));
      if (error.kind === 'down') throw this.#unavailable();
      turn.proposal = null;
      turn.hasSeenData = false;
      listen?.({ kind: 'restart' });
      return await this.#offline(turn, memory, message, budget, error.kind, listen);
    } finally {
      this.metrics.countUse(budget);
    }
  }

  async #groq(
    groq: NonNullable<ChatConfig['groq']>,
    turn: Turn,
    memory: readonly BaseMessage[],
    message: string,
    budget: StepBudget,
    listen: AgentListener | null,
  ): Promise<Reply> {
    const { words, today } = turn;
    const instructions = systemPrompt(today, words.currency, words.language);
    const check = new AnswerCheck(
      groundsOf([...memory.map(({ text }) => text), message, today]),
      new PromptGuard(instructions),
    );
    const added = await runAgent({
      model: groqModel(groq),
      tools: this.tools.all.map((tool) => forTurn(tool, turn)),
      systemPrompt: instructions,
      messages: [...memory, new HumanMessage(message)],
      check,
      refusal: words.say.refused,
      budget,
      timeoutMs: this.config.modelTimeoutMs,
      hurry: this.stopping.hurried,
      listen,
    });
    this.metrics.countMessage('groq', 'answered');
    return { ...said(added), assistant: 'groq', use: useOf(budget) };
  }

  /** @param why the offline assistant answers; `answered`: there is no other */
  async #offline(
    turn: Turn,
    memory: readonly BaseMessage[],
    message: string,
    use: ModelUse,
    why: Exclude<ChatOutcome, 'down'>,
    listen: AgentListener | null,
  ): Promise<Reply> {
    const run = runAgent({
      model: new OfflineModel({ words: turn.words, today: turn.today, excuse: excuseFor(why, turn) }),
      tools: this.tools.all.map((tool) => forTurn(tool, turn)),
      systemPrompt: '',
      messages: [...memory, new HumanMessage(message)],
      check: null,
      refusal: turn.words.say.refused,
      budget: new StepBudget(),
      timeoutMs: OFFLINE_TIMEOUT_MS,
      hurry: null,
      listen,
    });
    const added = await run.catch((error: unknown) => {
      throw error instanceof ModelFailure ? this.#unavailable() : error;
    });
    this.metrics.countMessage('offline', why);
    return { ...said(added), assistant: 'offline', use: { steps: use.steps, tokens: use.tokens } };
  }

  #unavailable(): DomainError {
    this.metrics.countMessage('none', 'down');
    return new DomainError('assistant_unavailable', 'The assistant is out of reach, try again soon');
  }
}

/** What the offline assistant says of why it is the one that answers. */
function excuseFor(why: Exclude<ChatOutcome, 'down'>, { words: { say } }: Turn): string | null {
  return {
    answered: null,
    daily_limit: say.dailyLimit,
    busy: say.busyModel,
    slow: say.slowModel,
    confused: say.confusedModel,
  }[why];
}

/** @param added calls of tools, their results, and the answer at the end */
function said(added: readonly BaseMessage[]): Pick<Reply, 'text' | 'steps'> {
  return { text: added.at(-1)?.text.trim() ?? '', steps: toKeep(added.slice(0, -1)) };
}

function useOf({ steps, tokens }: StepBudget): ModelUse {
  return { steps, tokens };
}

function groundsOf(texts: readonly string[]): NumberGrounds {
  const grounds = new NumberGrounds();
  for (const text of texts) grounds.addText(text);
  return grounds;
}
