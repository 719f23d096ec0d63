import { In, type EntityManager, type QueryDeepPartialEntity } from 'typeorm';
import { DomainError } from '@tor/kernel/domain-error';
import { storable } from '@tor/kernel/storable';
import type { TenantId } from '@tor/kernel/tenant-id';
import { ChatAction } from '../entities/chat-action.entity.js';
import { ChatConversation } from '../entities/chat-conversation.entity.js';
import { ChatMessage } from '../entities/chat-message.entity.js';
import { readRows } from './entity-rows.js';
import type { Page, PageRequest } from './page.js';
import { readPage } from './read-page.js';

/** Conversations that an owner keeps; the oldest make room. */
export const MOST_CONVERSATIONS = 100;
/** Messages that a conversation keeps, answers of tools included; the oldest make room. */
export const MOST_MESSAGES = 200;

/** A message without what its place in the conversation says. */
export type NewChatMessage = Omit<ChatMessage, 'userId' | 'conversationId' | 'position' | 'createdAt' | 'conversation'>;

/** What one owner and the assistant have said, bounded. */
export class ChatRepository {
  readonly #manager: EntityManager;
  readonly #userId: TenantId;

  constructor(manager: EntityManager, userId: TenantId) {
    this.#manager = manager;
    this.#userId = userId;
  }

  /** The conversations, the latest first. */
  list(page: PageRequest): Promise<Page<ChatConversation>> {
    const list = {
      alias: 'conversation',
      where: 'conversation.user_id = $1',
      order: 'conversation.updated_at DESC, conversation.id DESC',
      values: [this.#userId],
    };
    return readPage(this.#manager, ChatConversation, list, page);
  }

  /** @throws DomainError `conversation_not_found` */
  async find(id: string): Promise<ChatConversation> {
    const where = 'WHERE user_id = $1 AND id = $2';
    const [conversation] = await readRows(this.#manager, ChatConversation, 'conversation', where, [this.#userId, id]);
    if (!conversation) throw new DomainError('conversation_not_found', 'There is no conversation of this id');
    return conversation;
  }

  /**
   * Takes a conversation for the answer to one message.
   * @param until when it is free again by itself, should nobody be left to free it
   * @throws DomainError `conversation_not_found`; `conversation_busy` while another message is being answered
   */
  async take(id: string, now: Date, until: Date): Promise<void> {
    const taken: [unknown[], number] = await this.#manager.query(
      `UPDATE chat_conversations SET busy_until = $4
        WHERE user_id = $1 AND id = $2 AND (busy_until IS NULL OR busy_until <= $3) RETURNING id`,
      [this.#userId, id, now, until],
    );
    if (taken[1] > 0) return;
    await this.find(id);
    throw new DomainError('conversation_busy', 'The message before this one is still being answered');
  }

  /** Frees a conversation that was taken. */
  async free(id: string): Promise<void> {
    await this.#manager.update(ChatConversation, { userId: this.#userId, id }, { busyUntil: null });
  }

  /** The latest messages, the oldest of them first. */
  async latest(conversationId: string, limit: number): Promise<ChatMessage[]> {
    const latest = 'WHERE user_id = $1 AND conversation_id = $2 ORDER BY position DESC LIMIT $3';
    const values = [this.#userId, conversationId, limit];
    return (await readRows(this.#manager, ChatMessage, 'message', latest, values)).reverse();
  }

  /**
   * Makes a conversation where there is none of this id, and lets the owner's oldest go beyond {@link MOST_CONVERSATIONS}. Several that
   * are made at once may leave a few more, until the next one.
   */
  async ensure(id: string, title: string, now: Date): Promise<void> {
    const made: unknown[] = await this.#manager.query(
      `INSERT INTO chat_conversations (user_id, id, title, created_at, updated_at) VALUES ($1, $2, $3, $4, $4)
       ON CONFLICT (user_id, id) DO NOTHING RETURNING id`,
      [this.#userId, id, storable(title), now],
    );
    if (made.length === 0) return;
    // What is being answered now stays, and what another transaction is letting go of already is left to it.
    const old: { id: string }[] = await this.#manager.query(
      `SELECT id FROM chat_conversations WHERE user_id = $1 AND (busy_until IS NULL OR busy_until <= $2) AND id IN (
         SELECT id FROM chat_conversations WHERE user_id = $1 ORDER BY updated_at DESC, id DESC OFFSET ${MOST_CONVERSATIONS})
         FOR UPDATE SKIP LOCKED`,
      [this.#userId, now],
    );
    if (old.length > 0) await this.#forget(old.map(({ id: one }) => one));
  }

  /** Adds messages at the end, lets the oldest go beyond {@link MOST_MESSAGES}. @throws DomainError `conversation_not_found` */
  async append(conversationId: string, messages: readonly NewChatMessage[], now: Date): Promise<void> {
    const [moved]: [{ end: number }[], number] = await this.#manager.query(
      `UPDATE chat_conversations SET next_position = next_position + $3, updated_at = $4
        WHERE user_id = $1 AND id = $2 RETURNING next_position AS end`,
      [this.#userId, conversationId, messages.length, now],
    );
    const end = moved[0]?.end;
    if (end === undefined) throw new DomainError('conversation_not_found', 'There is no conversation of this id');
    const rows = messages.map((message, index) => ({
      ...storable(message),
      userId: this.#userId,
      conversationId,
      position: end - messages.length + index,
      createdAt: now,
    }));
    // TypeORM's type of what is written does not know of JSON that may hold anything.
    await this.#manager.insert(ChatMessage, rows as QueryDeepPartialEntity<ChatMessage>[]);
    await this.#manager.query(
      'DELETE FROM chat_messages WHERE user_id = $1 AND conversation_id = $2 AND position < $3',
      [this.#userId, conversationId, end - MOST_MESSAGES],
    );
  }

  /** Forgets a conversation with all that was said and proposed in it. @throws DomainError `conversation_not_found` */
  async delete(id: string): Promise<void> {
    await this.find(id);
    await this.#forget([id]);
  }

  async #forget(ids: string[]): Promise<void> {
    await this.#manager.delete(ChatMessage, { userId: this.#userId, conversationId: In(ids) });
    await this.#manager.delete(ChatAction, { userId: this.#userId, conversationId: In(ids) });
    await this.#manager.delete(ChatConversation, { userId: this.#userId, id: In(ids) });
  }
}
