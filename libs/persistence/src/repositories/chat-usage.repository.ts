import type { EntityManager } from 'typeorm';
import type { CalendarDay } from '@tor/kernel/calendar-day';
import type { TenantId } from '@tor/kernel/tenant-id';
import { ChatUsage } from '../entities/chat-usage.entity.js';

/** What was taken of the language model. */
export interface ModelUse {
  /** Calls of the model and of tools. */
  readonly steps: number;
  readonly tokens: number;
}

/** What one owner's conversations take of the language model, by day. */
export class ChatUsageRepository {
  readonly #manager: EntityManager;
  readonly #userId: TenantId;

  constructor(manager: EntityManager, userId: TenantId) {
    this.#manager = manager;
    this.#userId = userId;
  }

  /** What this day has taken so far. */
  async of(day: CalendarDay): Promise<ModelUse> {
    const usage = await this.#manager.findOneBy(ChatUsage, { userId: this.#userId, day });
    return { steps: usage?.steps ?? 0, tokens: usage?.tokens ?? 0 };
  }

  async add(day: CalendarDay, { steps, tokens }: ModelUse): Promise<void> {
    if (steps === 0 && tokens === 0) return;
    await this.#manager.query(
      `INSERT INTO chat_usage AS used (user_id, day, steps, tokens) VALUES ($1, $2, $3, $4)
       ON CONFLICT (user_id, day) DO UPDATE
         SET steps = used.steps + excluded.steps, tokens = used.tokens + excluded.tokens`,
      [this.#userId, day, steps, tokens],
    );
  }
}
