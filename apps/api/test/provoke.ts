import { randomUUID } from 'node:crypto';
import { expectOk, type ApiAnswer, type ApiClient } from '@tor/testing/api-client';
import type { TestStack } from '@tor/testing/test-stack';
import type { Operation } from '@tor/tools/openapi/document';
import { answerTo } from './chat-steps.js';
import { addGoods, NOBODYS_ID } from './shop-steps.js';

/** Who is there to provoke a refusal with. */
export interface Callers {
  readonly shop: ApiClient;
  readonly anonymous: ApiClient;
  /** On an API that takes one request a minute of each caller, and this one has been sent. */
  readonly busy: ApiClient;
  readonly busyAnonymous: ApiClient;
  /** On an API whose language model is nowhere. */
  readonly withoutModel: ApiClient;
  /** Runs a statement behind the app's back, for what only time brings. */
  readonly behindItsBack: (statement: string, parameters: unknown[]) => Promise<unknown>;
  /** On an API whose queue holds one forecast, and that is another shop's. */
  readonly atFullQueue: ApiClient;
  /** Nobody, on an API whose accounts are at Supabase. */
  readonly atSupabase: ApiClient;
}

/**
 * The callers of a test file's stacks.
 * @param withoutModel its queue holds one forecast as well
 */
export async function callersOf(
  stack: TestStack,
  limited: TestStack,
  supabase: TestStack,
  withoutModel: TestStack,
): Promise<Callers> {
  const shopInTheQueue = await withoutModel.newShop();
  await shopInTheQueue.send('/api/forecast/jobs', { method: 'POST' });
  return {
    shop: await stack.newShop(),
    anonymous: stack.anonymous,
    busy: await limited.newShop(),
    busyAnonymous: limited.anonymous,
    atSupabase: supabase.anonymous,
    withoutModel: await withoutModel.newShop(),
    atFullQueue: await withoutModel.newShop(),
    behindItsBack: (statement, parameters) => stack.database.query(statement, parameters),
  };
}

/** Makes an operation refuse. @returns what it answered */
export type Provocation = (callers: Callers, operation: Operation) => Promise<ApiAnswer>;

interface Change {
  readonly id?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** In place of the body of the document's example. */
  readonly body?: RequestInit['body'];
}

const JSON_TYPE = { 'content-type': 'application/json' };
const MORE_THAN_ANY_BODY = 2_000_000;
/** Requests until one is refused that comes too soon. */
const MOST_TRIES = 5;

/** Sends the request that the document gives as the example, but for what is changed, to nobody's ids. */
export function callAsDocumented(
  caller: ApiClient,
  { method, path, requestBody }: Operation,
  { id = NOBODYS_ID, query = '', headers = {}, body }: Change = {},
): Promise<ApiAnswer> {
  const target = path.replaceAll(/\{\w+\}/g, id) + query;
  if (body !== undefined) return caller.send(target, { method, headers: { ...JSON_TYPE, ...headers }, body });
  const [media] = Object.entries(requestBody?.content ?? {});
  if (!media) return caller.send(target, { method, headers });
  const [type, { example }] = media;
  if (type === 'multipart/form-data') return caller.send(target, { method, headers, body: formOf(example) });
  return caller.send(target, { method, headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(example) });
}

/** Sends a form with one file as large as it is said. */
export function callWithFile(caller: ApiClient, { method, path }: Operation, bytes: number): Promise<ApiAnswer> {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes).fill(0x61)]), 'large.csv');
  return caller.send(path, { method, body: form });
}

function formOf(example: unknown): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(example as Record<string, string>)) {
    if (name === 'file') form.set(name, new Blob([value], { type: 'text/csv' }), 'example.csv');
    else form.set(name, value);
  }
  return form;
}

const unknownIds: Provocation = ({ shop }, operation) => {
  const byQuery = operation.parameters?.find((one) => one.in === 'query' && one.name.endsWith('_id'));
  return callAsDocumented(shop, operation, byQuery ? { query: `?${byQuery.name}=${NOBODYS_ID}` } : {});
};

const archivedGoods: Provocation = async ({ shop }, operation) => {
  const { id } = await addGoods(shop);
  expectOk(await shop.delete(`/api/goods/${id}`));
  return callAsDocumented(shop, operation, { id });
};

const notAsDocumented: Provocation = ({ shop }, operation) => {
  const { parameters = [], requestBody } = operation;
  if (requestBody) return callAsDocumented(shop, operation, { body: '[]' });
  if (parameters.some((one) => one.in === 'path')) return callAsDocumented(shop, operation, { id: 'not-a-uuid' });
  const inQuery = parameters.find((one) => one.in === 'query');
  if (inQuery) return callAsDocumented(shop, operation, { query: `?${inQuery.name}=a&${inQuery.name}=b` });
  return callAsDocumented(shop, operation, { headers: { 'Idempotency-Key': 'two words' } });
};

const brokenForm: Provocation = ({ shop }, operation) =>
  operation.requestBody
    ? callAsDocumented(shop, operation, { body: '{"broken": ' })
    : callAsDocumented(shop, operation, { id: '%E0%A4%A' });

const usedKey: Provocation = async ({ shop }, operation) => {
  const headers = { 'Idempotency-Key': randomUUID() };
  const body = JSON.stringify({ name: 'Another request', price: 1 });
  expectOk(await shop.send('/api/goods', { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body }));
  return callAsDocumented(shop, operation, { headers });
};

const tooSoon: Provocation = async ({ busy, busyAnonymous }, operation) => {
  const caller = operation.security ? busy : busyAnonymous;
  let answer = await callAsDocumented(caller, operation);
  for (let tries = 1; tries < MOST_TRIES && answer.status !== 429; tries++) {
    answer = await callAsDocumented(caller, operation);
  }
  return answer;
};

const unknownConversation: Provocation = ({ shop }, operation) =>
  operation.method === 'POST'
    ? shop.post(operation.path, { chat_message: 'bantuan', conversation_id: NOBODYS_ID })
    : callAsDocumented(shop, operation);

const busyConversation: Provocation = async ({ shop, behindItsBack }, { path }) => {
  const { conversation_id: id } = await answerTo(shop, 'bantuan');
  await behindItsBack(`UPDATE chat_conversations SET busy_until = now() + interval '1 hour' WHERE id = $1`, [id]);
  return shop.post(path, { chat_message: 'bantuan', conversation_id: id });
};

/** What makes any operation refuse with these codes. */
export const BY_CODE: Readonly<Record<string, Provocation>> = {
  invalid_token: ({ anonymous }, operation) => callAsDocumented(anonymous, operation),
  validation_failed: notAsDocumented,
  bad_request: brokenForm,
  payload_too_large: ({ shop }, operation) =>
    callAsDocumented(shop, operation, { body: JSON.stringify(['x'.repeat(MORE_THAN_ANY_BODY)]) }),
  unsupported_media_type: ({ shop }, operation) =>
    callAsDocumented(shop, operation, { body: '{}', headers: { 'content-type': 'application/json; charset=klingon' } }),
  idempotency_key_reused: usedKey,
  too_many_requests: tooSoon,
  goods_not_found: unknownIds,
  goods_archived: archivedGoods,
  sale_not_found: unknownIds,
  stock_count_not_found: unknownIds,
  forecast_job_not_found: unknownIds,
  action_not_found: unknownIds,
  conversation_not_found: unknownConversation,
  conversation_busy: busyConversation,
  queue_full: ({ atFullQueue }, operation) => callAsDocumented(atFullQueue, operation),
  assistant_unavailable: ({ withoutModel }, { path }) => withoutModel.post(path, { chat_message: 'Halo' }),
};
