import { openEventStream, type StreamedEvent } from '@tor/testing/event-stream';
import { expectOk, type ApiAnswer, type ApiClient } from '@tor/testing/api-client';

/** Says something to the assistant. @param conversationId left out: in a new conversation */
export function say(shop: ApiClient, message: string, conversationId?: string): Promise<ApiAnswer> {
  return shop.post('/api/chat', { chat_message: message, ...(conversationId && { conversation_id: conversationId }) });
}

/** What the assistant answers. @throws Error when it does not */
export async function answerTo(shop: ApiClient, message: string, conversationId?: string): Promise<ApiAnswer['body']> {
  return expectOk(await say(shop, message, conversationId)).body;
}

export function confirm(shop: ApiClient, actionId: string): Promise<ApiAnswer> {
  return shop.post(`/api/chat/actions/${actionId}/confirm`, {});
}

export function cancel(shop: ApiClient, actionId: string): Promise<ApiAnswer> {
  return shop.post(`/api/chat/actions/${actionId}/cancel`, {});
}

/** All events of an answer, as they came. */
export async function eventsOf(shop: ApiClient, body: object): Promise<StreamedEvent[]> {
  const stream = await openEventStream(`${shop.url}/api/chat/stream`, shop.accessToken, body);
  if (stream.status !== 200) throw new Error(`Answered ${stream.status}`);
  const events: StreamedEvent[] = [];
  for await (const event of stream.events) if (event.name !== null) events.push(event);
  return events;
}

/** The words of a streamed answer that count. */
export function wordsOf(events: readonly StreamedEvent[]): string {
  return events.reduce((words, { name, data }) => {
    if (name === 'token') return words + data.text;
    return name === 'tool' || name === 'restart' ? '' : words;
  }, '');
}
