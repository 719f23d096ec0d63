import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { freePort } from '@tor/testing/redis-server';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { answerTo, cancel, confirm, say } from './chat-steps.js';
import { addGoods, addSale, expectProblem, movementsOf, NOBODYS_ID, stockOf, unbalancedGoods } from './shop-steps.js';

describe('a proposed action', () => {
  let stack: TestStack;
  let shop: ApiClient;
  let tea: { id: string };
  let action: string;
  let conversation: string;
  let round = 0;

  beforeAll(async () => {
    stack = await startTestStack({ port: await freePort() });
    shop = await stack.newShop();
  });

  afterAll(() => stack.stop());

  /** Ten units of tea, and a sale of two of them proposed. */
  beforeEach(async () => {
    const name = `Teh Melati ${String.fromCharCode(65 + round++)}`;
    tea = await addGoods(shop, { name, price: 5000, stock_quantity: 10 });
    const answer = await answerTo(shop, `catat penjualan 2 ${name}`);
    action = answer.pending_action.id;
    conversation = answer.conversation_id;
  });

  const sold = async (): Promise<number> => 10 - (await stockOf(shop, tea.id));

  it('waits five minutes', async () => {
    const { pending_action: pending } = await answerTo(shop, 'tambah barang Gula harga 15rb');
    const left = Date.parse(pending.expires_at) - Date.now();
    expect(left).toBeGreaterThan(4.8 * 60_000);
    expect(left).toBeLessThanOrEqual(5 * 60_000);
  });

  it('is carried out once, however often and however much at once it is confirmed', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => confirm(shop, action)));
    const [first, ...others] = answers.map((answer) => expectOk(answer).body);
    expect(first).toMatchObject({
      data: { id: action, conversation_id: conversation, status: 'done', result: { quantity: 2 } },
    });
    for (const other of others) expect(other).toEqual(first);
    expect(expectOk(await confirm(shop, action)).body).toEqual(first);
    expect(await sold()).toBe(2);
  });

  it('is carried out by a plain yes in the next message, and by that alone', async () => {
    for (const message of ['ya tapi 3', 'iya?? kenapa', 'stok teh berapa']) {
      const answer = await answerTo(shop, message, conversation);
      expect(answer.response).not.toContain('Sudah dikerjakan');
    }
    expect((await answerTo(shop, 'ya', conversation)).response).toContain('Tidak ada usulan');
    expect(await sold()).toBe(0);
    expectOk(await confirm(shop, action));
    expect(await sold()).toBe(2);
  });

  it('is not carried out by a yes in another conversation', async () => {
    const other = await answerTo(shop, 'bantuan');
    await answerTo(shop, 'ya', other.conversation_id);
    await answerTo(shop, 'ya');
    expect(await sold()).toBe(0);
  });

  it('gives way to the next proposal of its conversation', async () => {
    const next = await answerTo(shop, `catat penjualan 3 ${await nameOf(shop, tea.id)}`, conversation);
    expectProblem(await confirm(shop, action), 409, 'action_cancelled');
    expectOk(await confirm(shop, next.pending_action.id));
    expect(await sold()).toBe(3);
  });

  it('can be given up, and is not carried out then', async () => {
    const cancelled = expectOk(await cancel(shop, action)).body;
    expect(cancelled).toMatchObject({ data: { status: 'cancelled', result: null } });
    expect(expectOk(await cancel(shop, action)).body).toEqual(cancelled);
    expectProblem(await confirm(shop, action), 409, 'action_cancelled');
    expect(await sold()).toBe(0);
  });

  it('cannot be given up once it is done', async () => {
    expectOk(await confirm(shop, action));
    expectProblem(await cancel(shop, action), 409, 'action_done');
  });

  it('is too late after its time', async () => {
    await stack.database.query(`UPDATE chat_actions SET expires_at = now() - interval '1 second' WHERE id = $1`, [
      action,
    ]);
    expect((await answerTo(shop, 'ya', conversation)).response).toContain('Waktu konfirmasinya (5 menit) sudah habis');
    expectProblem(await confirm(shop, action), 409, 'action_expired');
    expect(await sold()).toBe(0);
  });

  it('is bound to its arguments', async () => {
    await stack.database.query(
      `UPDATE chat_actions SET arguments = jsonb_set(arguments, '{quantity}', '9') WHERE id = $1`,
      [action],
    );
    expectProblem(await confirm(shop, action), 409, 'action_outdated');
    expect(await sold()).toBe(0);
  });

  it('is bound to what the owner was told', async () => {
    expectOk(await shop.put(`/api/goods/${tea.id}`, { price: 6000 }));
    expectProblem(await confirm(shop, action), 409, 'action_outdated');
    expect((await answerTo(shop, 'ya', conversation)).response).toContain('Datanya sudah berubah sejak diusulkan');
    expect(await sold()).toBe(0);
  });

  it('follows the stock, which may move in between', async () => {
    await addSale(shop, tea.id, { quantity: 5 });
    expectOk(await confirm(shop, action));
    expect(await stockOf(shop, tea.id)).toBe(3);
  });

  it('is refused when the stock is gone, and can be confirmed when it is back', async () => {
    const sale = await addSale(shop, tea.id, { quantity: 9 });
    expectProblem(await confirm(shop, action), 400, 'insufficient_stock');
    expect((await answerTo(shop, 'ya', conversation)).response).toBe('Stok tidak cukup: ada 1, diminta 2.');
    expectOk(await shop.delete(`/api/sales/${sale.id}`));
    expectOk(await confirm(shop, action));
    expect(await sold()).toBe(2);
  });

  it('is refused when its goods are archived', async () => {
    expectOk(await shop.delete(`/api/goods/${tea.id}`));
    expectProblem(await confirm(shop, action), 404, 'goods_archived');
  });

  it("is nobody else's", async () => {
    const other = await stack.newShop();
    expectProblem(await confirm(other, action), 404, 'action_not_found');
    expectProblem(await cancel(other, action), 404, 'action_not_found');
    expectProblem(await say(other, 'ya', conversation), 404, 'conversation_not_found');
    expectProblem(await confirm(shop, NOBODYS_ID), 404, 'action_not_found');
    expect(await sold()).toBe(0);
  });

  it('is answered the same for the same Idempotency-Key', async () => {
    const send = () =>
      shop.send(`/api/chat/actions/${action}/confirm`, {
        method: 'POST',
        headers: { 'Idempotency-Key': `confirm-${action}` },
      });
    const first = expectOk(await send());
    const second = expectOk(await send());
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('Idempotency-Replayed')).toBe('true');
    expect(await sold()).toBe(2);
  });

  it('is done once when the API is killed between the confirmation and its answer', async () => {
    const confirmed = confirm(shop, action).catch(() => null);
    await inTheBooks(stack, tea.id);
    await stack.killApi();
    await confirmed;
    const answer = expectOk(await confirm(shop, action));
    expect(answer.body).toMatchObject({ data: { status: 'done', result: { quantity: 2 } } });
    expect((await answerTo(shop, 'ya', conversation)).response).toContain('Sudah dikerjakan');
    expect((await movementsOf(stack.database, tea.id)).map(({ kind }) => kind)).toEqual(['opening', 'sale']);
    expect(await unbalancedGoods(stack.database)).toEqual([]);
  });
});

async function nameOf(shop: ApiClient, goodsId: string): Promise<string> {
  return expectOk(await shop.get(`/api/goods/${goodsId}`)).body.data.name;
}

/** Settles as soon as a movement beside the opening is committed. */
async function inTheBooks(stack: TestStack, goodsId: string): Promise<void> {
  while ((await movementsOf(stack.database, goodsId)).length < 2);
}
