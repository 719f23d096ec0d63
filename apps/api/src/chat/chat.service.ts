import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { ChatConfig } from '@tor/config/config';
import { calendarDayAt } from '@tor/kernel/calendar-day';
import type { Clock } from '@tor/kernel/clock';
import { DomainError } from '@tor/kernel/domain-error';
import type { TenantId } from '@tor/kernel/tenant-id';
import { languageOf } from '@tor/offline-assistant/language-of';
import { mayAskForChange } from '@tor/offline-assistant/may-ask-for-change';
import { plainAnswer } from '@tor/offline-assistant/plain-answer';
import type { ChatMessage } from '@tor/persistence/entities/chat-message.entity';
import type { ModelUse } from '@tor/persistence/repositories/chat-usage.repository';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import { CLOCK } from '../clock.module.js';
import { ActionsService } from './actions/actions.service.js';
import type { AgentListener } from './agent/agent-event.js';
import type { Reply } from './assistant.js';
import { CHAT_CONFIG, usualAssistant } from './chat-config.js';
import { answerMessage, userMessage } from './conversations/messages.js';
import type { Said } from './dto/chat-input.js';
import { toPendingActionView, type ChatAnswerView } from './dto/chat.view.js';
import { LateAssistant } from './late-assistant.js';
import type { Turn } from './tools/turn.js';
import { ChatWords } from './words/chat-words.js';

const TITLE_LENGTH = 80;
/** Messages that a model is reminded of at most. */
const REMEMBERED_MESSAGES = 40;
/** Forecasts that are not there after that long are told as they are: an answer is due within 30 seconds. */
const PATIENCE_MS = 7000;
/** The longest that an answer takes, with something to spare; then its conversation is free again by itself. */
const LEASE_MS = 45_000;

interface Opening {
  readonly turn: Turn;
  readonly memory: readonly ChatMessage[];
  readonly last: ChatMessage | null;
  readonly used: ModelUse;
}

/** One message in, one answer out. Nothing of it is kept before it is whole, and nothing is written but what was confirmed. */
@Injectable()
export class ChatService {
  constructor(
    private readonly database: TenantDatabase,
    private readonly assistant: LateAssistant,
    private readonly actions: ActionsService,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CHAT_CONFIG) private readonly config: ChatConfig,
  ) {}

  /**
   * @param listen null: nobody watches
   * @throws DomainError `conversation_not_found`, `conversation_busy`, `assistant_unavailable`
   */
  async answer(tenantId: TenantId, said: Said, listen: AgentListener | null): Promise<ChatAnswerView> {
    const conversationId = said.conversationId ?? randomUUID();
    const opening = await this.#open(tenantId, conversationId, said);
    try {
      return (await this.#decide(opening, said.message)) ?? (await this.#reply(opening, said.message, listen));
    } finally {
      if (said.conversationId !== null) {
        await this.database.run(tenantId, (shop) => shop.chat.free(conversationId));
      }
    }
  }

  #open(tenantId: TenantId, conversationId: string, { message, conversationId: known }: Said): Promise<Opening> {
    return this.database.run(tenantId, async (shop) => {
      const now = this.clock();
      if (known !== null) await shop.chat.take(known, now, new Date(now.getTime() + LEASE_MS));
      const settings = await shop.shop.settings();
      const messages = known === null ? [] : await shop.chat.latest(known, REMEMBERED_MESSAGES);
      const saidBefore = messages.filter(({ kind }) => kind === 'user').map(({ content }) => content);
      const before = saidBefore.at(-1) ?? '';
      // "3" and "ok" are of the language that was spoken before.
      const language = languageOf(message, languageOf(before, settings.language));
      const words = new ChatWords(language, settings.currency);
      const today = calendarDayAt(now, settings.timezone);
      const patienceMs = (): number => Math.min(PATIENCE_MS, this.config.modelTimeoutMs / 2);
      // An answer to a question back, such as "the second one", holds no wish of its own.
      const mayChange = [...saidBefore.slice(-2), message].some(mayAskForChange);
      const fresh = { hasSeenData: false, proposal: null };
      const turn: Turn = { tenantId, conversationId, now, today, words, mayChange, patienceMs, ...fresh };
      const used = await shop.chatUsage.of(today);
      return { turn, memory: messages, last: messages.at(-1) ?? null, used };
    });
  }

  /** A plain yes or no right after a proposal, or once more after what was done. @returns null when it is neither */
  async #decide({ turn, last }: Opening, message: string): Promise<ChatAnswerView | null> {
    const decision = plainAnswer(message);
    if (decision === null || last?.actionId == null) return null;
    const { tenantId, words } = turn;
    const spoken = { words, said: message };
    try {
      const decided =
        decision === 'yes'
          ? await this.actions.confirm(tenantId, last.actionId, spoken)
          : await this.actions.cancel(tenantId, last.actionId, spoken);
      return this.#view(turn, message, decided.message, usualAssistant(this.config));
    } catch (error) {
      if (!(error instanceof DomainError) || !REFUSALS.has(error.code)) throw error;
      // "No" to what is done already, and "yes" to what was given up, are said to the assistant.
      if (error.code === 'action_done' || error.code === 'action_cancelled') return null;
      const response = words.refusal(error);
      await this.#keep(
        turn,
        message,
        { text: response, assistant: usualAssistant(this.config), steps: [], use: NOTHING },
        response,
      );
      return this.#view(turn, message, response, usualAssistant(this.config));
    }
  }

  async #reply(
    { turn, memory, used }: Opening,
    message: string,
    listen: AgentListener | null,
  ): Promise<ChatAnswerView> {
    const assistant = await this.assistant.get();
    const reply = await assistant.reply(turn, memory, message, used, listen);
    const { proposal, words } = turn;
    const asked = proposal ? words.say.askToConfirm(proposal.summary) : '';
    const question = reply.text.includes(asked) ? '' : asked;
    const response = [reply.text, question].filter((part) => part !== '').join('\n\n');
    if (question !== '') listen?.({ kind: 'token', text: reply.text === '' ? question : `\n\n${question}` });
    await this.#keep(turn, message, reply, response);
    return this.#view(turn, message, response, reply.assistant);
  }

  #keep(turn: Turn, message: string, reply: Reply, response: string): Promise<void> {
    const { tenantId, conversationId, proposal, today } = turn;
    const answer = answerMessage(response, reply.assistant, proposal?.id ?? null);
    return this.database.run(tenantId, async (shop) => {
      const now = this.clock();
      await shop.chat.ensure(conversationId, [...message].slice(0, TITLE_LENGTH).join(''), now);
      if (proposal) await shop.chatActions.propose(proposal);
      await shop.chatUsage.add(today, reply.use);
      await shop.chat.append(conversationId, [userMessage(message), ...reply.steps, answer], now);
    });
  }

  #view(turn: Turn, message: string, response: string, assistant: Reply['assistant']): ChatAnswerView {
    const { conversationId, proposal } = turn;
    return {
      ...{ message, response, conversation_id: conversationId, assistant },
      ...(proposal && { pending_action: toPendingActionView(proposal) }),
    };
  }
}

const NOTHING: ModelUse = { steps: 0, tokens: 0 };

/** What a confirmation can be refused with, and the owner can be told. */
const REFUSALS: ReadonlySet<DomainError['code']> = new Set<DomainError['code']>([
  'action_expired',
  'action_cancelled',
  'action_outdated',
  'action_done',
  'action_not_found',
  'insufficient_stock',
  'stock_limit_exceeded',
  'goods_not_found',
  'goods_archived',
  'sale_not_found',
]);
