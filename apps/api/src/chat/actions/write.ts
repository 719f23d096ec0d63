import type { CalendarDay } from '@tor/kernel/calendar-day';
import type { TenantId } from '@tor/kernel/tenant-id';
import type { ChatChange, ChatWrite } from '@tor/persistence/entities/chat-action.entity';
import type { TenantScope } from '@tor/persistence/tenant-scope';
import type { ChatWords } from '../words/chat-words.js';

/** For whom, when and in which words something is planned. */
export interface WriteContext {
  readonly tenantId: TenantId;
  /** The shop's day. */
  readonly today: CalendarDay;
  readonly words: ChatWords;
}

/** What would be done, told before it is. */
export interface WritePlan {
  readonly arguments: Readonly<Record<string, unknown>>;
  /** One plain sentence without its full stop. */
  readonly summary: string;
  readonly changes: readonly ChatChange[];
  /** What the summary is true of. When it is another at the time of the confirmation, nothing is done. */
  readonly basis: unknown;
}

/** What was done. */
export interface WriteOutcome {
  /** What was written, as the REST route would answer it. */
  readonly data: object;
  /** What takes it back; null: nothing does. */
  readonly inverse: ChatWrite | null;
}

/** A write that the assistant can propose. Both functions check their arguments; neither trusts that the other has. */
export interface Write {
  readonly tool: string;
  /** Holds the rows that the plan reads until the transaction ends. */
  hold(shop: TenantScope, args: unknown): Promise<void>;
  /** @throws DomainError, ValidationProblem when it could not be done */
  plan(context: WriteContext, args: unknown): Promise<WritePlan>;
  /** @throws DomainError, ValidationProblem; nothing is done then */
  carryOut(context: WriteContext, args: unknown): Promise<WriteOutcome>;
}
