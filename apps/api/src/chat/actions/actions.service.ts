import { Inject, Injectable } from '@nestjs/common';
import { calendarDayAt } from '@tor/kernel/calendar-day';
import type { Clock } from '@tor/kernel/clock';
import { DomainError } from '@tor/kernel/domain-error';
import type { TenantId } from '@tor/kernel/tenant-id';
import type { ChatAction } from '@tor/persistence/entities/chat-action.entity';
import type { NewChatMessage } from '@tor/persistence/repositories/chat.repository';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import type { TenantScope } from '@tor/persistence/tenant-scope';
import { CLOCK } from '../../clock.module.js';
import { ChatWords } from '../words/chat-words.js';
import { answerMessage, userMessage } from '../conversations/messages.js';
import { isAsProposed } from './proposal.js';
import { stableHash } from './stable-hash.js';
import { Writes } from './writes.js';

/** What became of an action. */
export interface DecidedAction {
  readonly id: string;
  readonly conversationId: string;
  readonly status: 'done' | 'cancelled';
  readonly tool: string;
  /** One sentence for the owner. */
  readonly message: string;
  /** What was written, as the REST route would answer it; null when nothing was. */
  readonly data: object | null;
}

/** Which language the owner is told in, and what the owner wrote to decide it, where that was said in the conversation. */
export interface Decision {
  readonly words?: ChatWords;
  readonly said?: string;
}

interface KeptResult {
  readonly message: string;
  readonly data: object;
}

/** Carries proposed actions out, once. */
@Injectable()
export class ActionsService {
  constructor(
    private readonly database: TenantDatabase,
    private readonly writes: Writes,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Carries an action out, in one transaction with its result: whoever confirms again reads that result.
   * @throws DomainError `action_not_found`, `action_cancelled`, `action_expired`, `action_outdated`, besides what the write
   * refuses; nothing has changed then
   */
  confirm(tenantId: TenantId, id: string, decision: Decision = {}): Promise<DecidedAction> {
    return this.database.run(tenantId, async (shop) => {
      const action = await shop.chatActions.hold(id);
      if (action.status === 'done') return this.#doneBefore(shop, action, decision);
      this.#requirePending(action);
      const settings = await shop.shop.settings();
      const words = decision.words ?? new ChatWords(settings.language, settings.currency);
      const now = this.clock();
      const context = { tenantId, words, today: calendarDayAt(now, settings.timezone) };
      if (action.undoes !== null && (await shop.chatActions.isUndone(action.undoes))) throw outdated();
      const write = this.writes.of(action.tool);
      await write.hold(shop, action.arguments);
      const plan = await write.plan(context, action.arguments);
      if (stableHash(plan.basis) !== action.basisHash) throw outdated();
      const { data, inverse } = await write.carryOut(context, action.arguments);
      const result: KeptResult = { message: words.say.done(action.summary), data };
      await shop.chatActions.finish(id, result, inverse, now);
      await this.#remember(shop, action, decision, result.message);
      return decided(action, 'done', result);
    });
  }

  /** Gives an action up. @throws DomainError `action_not_found`; `action_expired`; `action_done` when it was carried out */
  cancel(tenantId: TenantId, id: string, decision: Decision = {}): Promise<DecidedAction> {
    return this.database.run(tenantId, async (shop) => {
      const action = await shop.chatActions.hold(id);
      if (action.status === 'done') throw new DomainError('action_done', 'This action was carried out already');
      const { language, currency } = await shop.shop.settings();
      const words = decision.words ?? new ChatWords(language, currency);
      const message = words.say.cancelled(action.summary);
      if (action.status === 'pending') {
        await shop.chatActions.cancel(id, this.clock());
        await this.#remember(shop, action, decision, message);
      }
      return decided(action, 'cancelled', { message, data: null });
    });
  }

  async #doneBefore(shop: TenantScope, action: ChatAction, decision: Decision): Promise<DecidedAction> {
    const result = action.result as KeptResult;
    if (decision.said !== undefined) await this.#remember(shop, action, decision, result.message);
    return decided(action, 'done', result);
  }

  #requirePending(action: ChatAction): void {
    if (action.status === 'cancelled') throw new DomainError('action_cancelled', 'This action was cancelled');
    if (this.clock() >= action.expiresAt) {
      throw new DomainError('action_expired', 'This action was not confirmed in time, ask for it again');
    }
    if (!isAsProposed(action)) throw outdated();
  }

  #remember(shop: TenantScope, action: ChatAction, { said }: Decision, message: string): Promise<void> {
    const answer = answerMessage(message, null, action.id);
    const messages: NewChatMessage[] = said === undefined ? [answer] : [userMessage(said), answer];
    return shop.chat.append(action.conversationId, messages, this.clock());
  }
}

function outdated(): DomainError {
  return new DomainError('action_outdated', 'What this action was proposed for has changed since, ask for it again');
}

function decided(
  { id, conversationId, tool }: ChatAction,
  status: DecidedAction['status'],
  { message, data }: { message: string; data: object | null },
): DecidedAction {
  return { id, conversationId, status, tool, message, data };
}
