import type { EntityManager, QueryDeepPartialEntity } from 'typeorm';
import { DomainError } from '@tor/kernel/domain-error';
import type { TenantId } from '@tor/kernel/tenant-id';
import { ChatAction, type ChatWrite } from '../entities/chat-action.entity.js';

/** Proposals that a conversation keeps; the oldest make room. */
const MOST_ACTIONS = 100;

/** What is written of a proposal when it is made. */
export type NewChatAction = Pick<
  ChatAction,
  | 'id'
  | 'conversationId'
  | 'tool'
  | 'arguments'
  | 'argumentsHash'
  | 'summary'
  | 'changes'
  | 'basisHash'
  | 'undoes'
  | 'createdAt'
  | 'expiresAt'
>;

/** The writes that the assistant proposed to one owner. */
export class ChatActionRepository {
  readonly #manager: EntityManager;
  readonly #userId: TenantId;

  constructor(manager: EntityManager, userId: TenantId) {
    this.#manager = manager;
    this.#userId = userId;
  }

  /** Adds a proposal; the one that waited in the conversation is cancelled by it, so that a "yes" means one thing. */
  async propose(action: NewChatAction): Promise<void> {
    const { conversationId, createdAt } = action;
    await this.#manager.update(
      ChatAction,
      { userId: this.#userId, conversationId, status: 'pending' },
      { status: 'cancelled', decidedAt: createdAt },
    );
    await this.#manager.insert(ChatAction, columns({ ...action, userId: this.#userId, status: 'pending' }));
    await this.#manager.query(
      `DELETE FROM chat_actions WHERE user_id = $1 AND id IN (
         SELECT id FROM chat_actions WHERE user_id = $1 AND conversation_id = $2
          ORDER BY created_at DESC, id DESC OFFSET ${MOST_ACTIONS})`,
      [this.#userId, conversationId],
    );
  }

  /** @throws DomainError `action_not_found` */
  async find(id: string): Promise<ChatAction> {
    return found(await this.#manager.findOneBy(ChatAction, { userId: this.#userId, id }));
  }

  /** Holds the row until the transaction ends: of two who confirm at once, one does it and one reads what it did. @throws DomainError `action_not_found` */
  async hold(id: string): Promise<ChatAction> {
    const where = { userId: this.#userId, id };
    return found(await this.#manager.findOne(ChatAction, { where, lock: { mode: 'pessimistic_write' } }));
  }

  /** The caller holds the row. */
  async finish(id: string, result: object, inverse: ChatWrite | null, decidedAt: Date): Promise<void> {
    const change = columns({ status: 'done', result, inverse, decidedAt });
    await this.#manager.update(ChatAction, { userId: this.#userId, id }, change);
  }

  /** The caller holds the row. */
  async cancel(id: string, decidedAt: Date): Promise<void> {
    await this.#manager.update(ChatAction, { userId: this.#userId, id }, { status: 'cancelled', decidedAt });
  }

  /** The latest action of a conversation that was carried out, takes nothing back itself and was not taken back; null: none. */
  async latestDone(conversationId: string): Promise<ChatAction | null> {
    return this.#manager
      .createQueryBuilder(ChatAction, 'action')
      .where('action.userId = :userId AND action.conversationId = :conversationId', {
        userId: this.#userId,
        conversationId,
      })
      .andWhere("action.status = 'done' AND action.undoes IS NULL")
      .andWhere(
        `NOT EXISTS (SELECT 1 FROM chat_actions other WHERE other.user_id = action.user_id
                        AND other.undoes = action.id AND other.status = 'done')`,
      )
      .orderBy('action.decidedAt', 'DESC')
      .addOrderBy('action.id', 'DESC')
      .getOne();
  }

  /** Whether an action was taken back. */
  async isUndone(id: string): Promise<boolean> {
    return this.#manager.existsBy(ChatAction, { userId: this.#userId, undoes: id, status: 'done' });
  }
}

/** TypeORM's type of what is written does not know of JSON that may hold anything. */
function columns(action: Partial<ChatAction>): QueryDeepPartialEntity<ChatAction> {
  return action as QueryDeepPartialEntity<ChatAction>;
}

function found(action: ChatAction | null): ChatAction {
  if (!action) throw new DomainError('action_not_found', 'There is no proposed action of this id');
  return action;
}
