import { AIMessage, HumanMessage, ToolMessage, type BaseMessage } from 'langchain';
import type { Language } from '@tor/inventory/language';
import { matchGoods } from '@tor/inventory/goods-names';
import type { CalendarDay } from '@tor/kernel/calendar-day';
import { understand } from '@tor/offline-assistant/understand';
import type { Missing, ToolRequest } from '@tor/offline-assistant/understood';
import type { QuestionResult } from './tool-results.js';

/** What the offline assistant does about a message. */
export type OfflineRequest =
  | ({ readonly kind: 'call' } & ToolRequest)
  | { readonly kind: 'ask'; readonly missing: Missing }
  | { readonly kind: 'say'; readonly phrase: 'help' | 'greeting' | 'notUnderstood' | 'nothingWaits' };

/** @param messages the conversation, with the owner's message at the end */
export function offlineRequest(
  messages: readonly BaseMessage[],
  today: CalendarDay,
  language: Language,
): OfflineRequest {
  const said = messages.at(-1)?.text ?? '';
  const before = messages.slice(0, -1);
  const chosen = chosenCandidate(before, said);
  if (chosen) return { kind: 'call', ...chosen };
  const understood = understand(said, { today, language });
  switch (understood.kind) {
    case 'tool':
      return { kind: 'call', tool: understood.tool, args: understood.args };
    case 'incomplete':
      return { kind: 'ask', missing: understood.missing };
    case 'help':
    case 'greeting':
      return { kind: 'say', phrase: understood.kind };
    case 'confirm':
    case 'cancel':
      return { kind: 'say', phrase: 'nothingWaits' };
    case 'not_understood':
      return completed(before, said, today, language) ?? { kind: 'say', phrase: 'notUnderstood' };
  }
}

/** The call that was a question last time, with the goods that the owner chose: by number or by name. */
function chosenCandidate(before: readonly BaseMessage[], said: string): ToolRequest | null {
  const answer = before.at(-1);
  const result = before.at(-2);
  const call = before.at(-3);
  if (!AIMessage.isInstance(answer) || !ToolMessage.isInstance(result) || !AIMessage.isInstance(call)) return null;
  const asked = call.tool_calls?.find(({ id }) => id === result.tool_call_id);
  const candidates = candidatesIn(result.text);
  if (!asked || candidates.length === 0) return null;
  const number = /^\s*(?:nomor|no|number|yang|#)?\s*\.?\s*(\d)\s*[.!)]*\s*$/i.exec(said)?.[1];
  const named = matchGoods(
    said.replace(/^\s*(?:yang|the)\s+/i, ''),
    candidates.map((one) => ({ ...one, sku: null })),
  );
  const goods =
    number === undefined ? (named.kind === 'one' ? named.goods : undefined) : candidates[Number(number) - 1];
  return goods ? { tool: asked.name, args: { ...asked.args, goods: goods.id } } : null;
}

function candidatesIn(result: string): QuestionResult['candidates'] {
  try {
    const parsed = JSON.parse(result) as Partial<QuestionResult> | null;
    return Array.isArray(parsed?.candidates) ? parsed.candidates : [];
  } catch {
    return [];
  }
}

/** What was asked before without something, and is whole with what was said now. */
function completed(
  before: readonly BaseMessage[],
  said: string,
  today: CalendarDay,
  language: Language,
): OfflineRequest | null {
  const question = before.findLast((message) => HumanMessage.isInstance(message));
  const answer = before.at(-1);
  if (!question || !AIMessage.isInstance(answer) || answer.tool_calls?.length) return null;
  const asked = understand(question.text, { today, language });
  if (asked.kind !== 'incomplete') return null;
  const link = asked.missing === 'price' ? (asked.language === 'id' ? ' harga ' : ' price ') : ' ';
  const whole = understand(`${question.text}${link}${said}`, { today, language });
  return whole.kind === 'tool' && whole.tool === asked.tool
    ? { kind: 'call', tool: whole.tool, args: whole.args }
    : null;
}
