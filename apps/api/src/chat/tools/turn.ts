import type { CalendarDay } from '@tor/kernel/calendar-day';
import type { TenantId } from '@tor/kernel/tenant-id';
import type { NewChatAction } from '@tor/persistence/repositories/chat-action.repository';
import type { ChatWords } from '../words/chat-words.js';

/** One message of one owner while it is being answered. Made for that message alone: nothing of it outlives the answer. */
export interface Turn {
  readonly tenantId: TenantId;
  readonly conversationId: string;
  readonly now: Date;
  /** The shop's day. */
  readonly today: CalendarDay;
  /** The language of the message, the money of the shop. */
  readonly words: ChatWords;
  /** Whether the owner's own words can be taken for a wish that something be changed. */
  readonly mayChange: boolean;
  /** Whether the model has seen data of the shop since the owner spoke. */
  hasSeenData: boolean;
  /** What is proposed so far. It is kept with the answer, and nowhere before. */
  proposal: NewChatAction | null;
  /** How long tools may wait for a forecast, in milliseconds from now. */
  patienceMs(): number;
}
