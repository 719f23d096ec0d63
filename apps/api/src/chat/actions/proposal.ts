import { randomUUID } from 'node:crypto';
import { storable } from '@tor/kernel/storable';
import type { ChatAction, ChatWrite } from '@tor/persistence/entities/chat-action.entity';
import type { NewChatAction } from '@tor/persistence/repositories/chat-action.repository';
import { stableHash } from './stable-hash.js';
import type { WritePlan } from './write.js';

/** How long a proposal can be confirmed. */
export const CONFIRM_WITHIN_MS = 5 * 60_000;

/** Where and when something is proposed. */
export interface ProposalPlace {
  readonly tenantId: string;
  readonly conversationId: string;
  readonly now: Date;
}

/** A plan as it waits for its confirmation. @param undoes the action that it takes back */
export function toProposal(
  { tenantId, conversationId, now }: ProposalPlace,
  tool: string,
  plan: WritePlan,
  undoes: string | null,
): NewChatAction {
  const write = { tool, arguments: storable({ ...plan.arguments }) };
  return {
    ...write,
    id: randomUUID(),
    conversationId,
    argumentsHash: hashOfWrite(tenantId, conversationId, write),
    summary: storable(plan.summary),
    changes: storable([...plan.changes]),
    basisHash: stableHash(plan.basis),
    undoes,
    createdAt: now,
    expiresAt: new Date(now.getTime() + CONFIRM_WITHIN_MS),
  };
}

/** Whether an action is the one that was proposed to this user in its conversation. */
export function isAsProposed(action: ChatAction): boolean {
  return action.argumentsHash === hashOfWrite(action.userId, action.conversationId, action);
}

function hashOfWrite(userId: string, conversationId: string, { tool, arguments: args }: ChatWrite): string {
  return stableHash([userId, conversationId, tool, args]);
}
