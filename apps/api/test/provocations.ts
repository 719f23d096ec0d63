import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { callAsDocumented, callWithFile, type Provocation } from './provoke.js';
import { answerTo, cancel, confirm } from './chat-steps.js';
import { addGoods, addSale, NOBODYS_ID } from './shop-steps.js';
import { closeCount, openCount, putLines, saveLines } from './stock-count-steps.js';
import { WEAK_PASSWORD } from './scripted-supabase.js';

const MOST_STOCK = 1_000_000_000;
const TOO_LARGE_A_FILE = 20 * 1024 * 1024 + 1;
const SALE = { quantity: 1, sale_date: '2026-01-05' };

async function archivedId(shop: ApiClient): Promise<string> {
  const { id } = await addGoods(shop);
  expectOk(await shop.delete(`/api/goods/${id}`));
  return id;
}

/** A sale of 5 units of goods that are as many as the books hold. */
async function saleOfFullGoods(shop: ApiClient): Promise<string> {
  const { id } = await addGoods(shop);
  const sale = await addSale(shop, id, { quantity: 5 });
  expectOk(await shop.put(`/api/goods/${id}`, { stock_quantity: MOST_STOCK }));
  return sale.id;
}

/** An open count that found `counted` units where the books had 10, of goods that have `stock` by now. */
async function countOfMoved(shop: ApiClient, counted: number, stock: number): Promise<string> {
  const { id } = await addGoods(shop, { stock_quantity: 10 });
  const count = await openCount(shop);
  await saveLines(shop, count, [{ goods_id: id, counted_quantity: counted }]);
  expectOk(await shop.put(`/api/goods/${id}`, { stock_quantity: stock }));
  return count;
}

async function closedCount(shop: ApiClient): Promise<string> {
  const count = await openCount(shop);
  expectOk(await closeCount(shop, count));
  return count;
}

interface Proposed {
  readonly goodsId: string;
  readonly actionId: string;
  readonly conversationId: string;
}

let namedGoods = 0;

/** A sale of 3 of 10 units, proposed by the assistant. */
async function proposedSale(shop: ApiClient): Promise<Proposed> {
  const name = `Sabun nomor ${String.fromCharCode(65 + namedGoods++)}`;
  const { id: goodsId } = await addGoods(shop, { name, stock_quantity: 10 });
  const answer = await answerTo(shop, `catat penjualan 3 ${name}`);
  return { goodsId, actionId: answer.pending_action.id, conversationId: answer.conversation_id };
}

const largeFile: Provocation = ({ shop }, operation) => callWithFile(shop, operation, TOO_LARGE_A_FILE);

/**
 * How an operation is made to refuse where `BY_CODE` of `provoke.ts` does not say it for all of them. An operation and code
 * of the document that neither holds fails `refusals.spec.ts`.
 */
export const PROVOCATIONS: Readonly<Record<string, Readonly<Record<string, Provocation>>>> = {
  'POST /sign_up': {
    email_taken: async ({ anonymous }, operation) => {
      expectOk(await callAsDocumented(anonymous, operation));
      return callAsDocumented(anonymous, operation);
    },
    sign_up_refused: ({ atSupabase }) =>
      atSupabase.post('/sign_up', { email: 'weak@shop.example', password: WEAK_PASSWORD }),
  },
  'POST /sign_in': {
    invalid_credentials: ({ anonymous }) =>
      anonymous.post('/sign_in', { email: 'nobody@shop.example', password: 'a wrong guess' }),
  },
  'POST /api/goods/import': { payload_too_large: largeFile },
  'POST /api/sales/import': { payload_too_large: largeFile },
  'POST /api/goods/{id}/receipts': {
    stock_limit_exceeded: async ({ shop }) => {
      const { id } = await addGoods(shop, { stock_quantity: MOST_STOCK });
      return shop.post(`/api/goods/${id}/receipts`, { quantity: 1 });
    },
  },
  'POST /api/goods/{id}/adjustments': {
    insufficient_stock: async ({ shop }) => {
      const { id } = await addGoods(shop, { stock_quantity: 3 });
      return shop.post(`/api/goods/${id}/adjustments`, { quantity_change: -4, reason: 'Pecah' });
    },
    stock_limit_exceeded: async ({ shop }) => {
      const { id } = await addGoods(shop, { stock_quantity: MOST_STOCK });
      return shop.post(`/api/goods/${id}/adjustments`, { quantity_change: 1, reason: 'Ketemu' });
    },
  },
  'POST /api/sales': {
    insufficient_stock: async ({ shop }) => {
      const { id } = await addGoods(shop, { stock_quantity: 3 });
      return shop.post('/api/sales', { ...SALE, goods_id: id, quantity: 5 });
    },
    goods_archived: async ({ shop }) => shop.post('/api/sales', { ...SALE, goods_id: await archivedId(shop) }),
  },
  'PUT /api/sales/{id}': {
    insufficient_stock: async ({ shop }) => {
      const sale = await addSale(shop, (await addGoods(shop, { stock_quantity: 3 })).id);
      return shop.put(`/api/sales/${sale.id}`, { quantity: 4 });
    },
    stock_limit_exceeded: async ({ shop }) => shop.put(`/api/sales/${await saleOfFullGoods(shop)}`, { quantity: 1 }),
  },
  'DELETE /api/sales/{id}': {
    stock_limit_exceeded: async ({ shop }) => shop.delete(`/api/sales/${await saleOfFullGoods(shop)}`),
  },
  'PUT /api/stock_counts/{id}/lines': {
    goods_not_found: async ({ shop }) =>
      putLines(shop, await openCount(shop), [{ goods_id: NOBODYS_ID, counted_quantity: 1 }]),
    goods_archived: async ({ shop }) =>
      putLines(shop, await openCount(shop), [{ goods_id: await archivedId(shop), counted_quantity: 1 }]),
    stock_count_closed: async ({ shop }) => {
      const { id } = await addGoods(shop);
      return putLines(shop, await closedCount(shop), [{ goods_id: id, counted_quantity: 1 }]);
    },
  },
  'POST /api/stock_counts/{id}/close': {
    stock_count_closed: async ({ shop }) => closeCount(shop, await closedCount(shop)),
    insufficient_stock: async ({ shop }) => closeCount(shop, await countOfMoved(shop, 0, 5)),
    stock_limit_exceeded: async ({ shop }) => closeCount(shop, await countOfMoved(shop, 20, MOST_STOCK)),
    stock_count_outdated: async ({ shop }) => {
      const lines = [{ goods_id: (await addGoods(shop)).id, counted_quantity: 7 }];
      const [first, second] = [await openCount(shop), await openCount(shop)];
      await saveLines(shop, first, lines);
      await saveLines(shop, second, lines);
      expectOk(await closeCount(shop, first));
      return closeCount(shop, second);
    },
  },
  'POST /api/chat/actions/{id}/confirm': {
    action_expired: async ({ shop, behindItsBack }) => {
      const { actionId } = await proposedSale(shop);
      await behindItsBack('UPDATE chat_actions SET expires_at = now() WHERE id = $1', [actionId]);
      return confirm(shop, actionId);
    },
    action_cancelled: async ({ shop }) => {
      const { actionId } = await proposedSale(shop);
      expectOk(await cancel(shop, actionId));
      return confirm(shop, actionId);
    },
    action_outdated: async ({ shop }) => {
      const { actionId, goodsId } = await proposedSale(shop);
      expectOk(await shop.put(`/api/goods/${goodsId}`, { price: 1 }));
      return confirm(shop, actionId);
    },
    insufficient_stock: async ({ shop }) => {
      const { actionId, goodsId } = await proposedSale(shop);
      await addSale(shop, goodsId, { quantity: 9 });
      return confirm(shop, actionId);
    },
    goods_archived: async ({ shop }) => {
      const { actionId, goodsId } = await proposedSale(shop);
      expectOk(await shop.delete(`/api/goods/${goodsId}`));
      return confirm(shop, actionId);
    },
    stock_limit_exceeded: async ({ shop }) => {
      const { actionId, conversationId, goodsId } = await proposedSale(shop);
      expectOk(await confirm(shop, actionId));
      const undo = await answerTo(shop, 'batalkan yang terakhir', conversationId);
      expectOk(await shop.put(`/api/goods/${goodsId}`, { stock_quantity: MOST_STOCK }));
      return confirm(shop, undo.pending_action.id);
    },
    sale_not_found: async ({ shop }) => {
      const { actionId, conversationId } = await proposedSale(shop);
      const sale = expectOk(await confirm(shop, actionId)).body.data.result;
      const undo = await answerTo(shop, 'batalkan yang terakhir', conversationId);
      expectOk(await shop.delete(`/api/sales/${sale.id}`));
      return confirm(shop, undo.pending_action.id);
    },
  },
  'POST /api/chat/actions/{id}/cancel': {
    action_done: async ({ shop }) => {
      const { actionId } = await proposedSale(shop);
      expectOk(await confirm(shop, actionId));
      return cancel(shop, actionId);
    },
  },
  'GET /api/dashboard': {
    invalid_month: ({ shop }) => shop.get('/api/dashboard?month=13'),
  },
};
