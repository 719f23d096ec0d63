import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { ScriptedModel, type ModelTurn } from '@tor/testing/scripted-model';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { answerTo, say } from './chat-steps.js';
import { addGoods, expectProblem, expectRefusedFields, NOBODYS_ID } from './shop-steps.js';

const MOST_CONVERSATIONS = 100;
const MOST_MESSAGES = 200;

describe('conversations with the assistant', () => {
  let model: ScriptedModel;
  let stack: TestStack;
  let shop: ApiClient;

  beforeAll(async () => {
    model = await ScriptedModel.start();
    stack = await startTestStack({ env: model.env });
    shop = await stack.newShop();
    await addGoods(shop, { name: 'Teh Botol', stock_quantity: 40 });
  });

  afterAll(async () => {
    await stack.stop();
    await model.stop();
  });

  /** What the model was reminded of, without its instructions. */
  const reminded = (): (readonly [string, string])[] =>
    (model.requests.at(-1)?.messages ?? []).slice(1).map(({ role, content }) => [role, content] as const);

  it('are remembered, with what the tools returned', async () => {
    model.follow([{ call: [{ name: 'get_goods_detail', args: { goods: 'teh' } }] }, { say: 'Stoknya 40.' }]);
    const { conversation_id: id } = await answerTo(shop, 'Stok teh?');
    model.follow([{ say: 'Tadi 40.' }]);
    await answerTo(shop, 'Berapa tadi?', id);
    const [question, call, result, answer, next] = model.requests[0]?.messages.slice(1) ?? [];
    expect([question?.content, answer?.content, next?.content]).toEqual(['Stok teh?', 'Stoknya 40.', 'Berapa tadi?']);
    expect(call?.tool_calls?.[0]?.id).toBe(result?.tool_call_id);
    expect(JSON.parse(result?.content ?? '')).toMatchObject({ name: 'Teh Botol' });
  });

  it('remember nothing of each other', async () => {
    model.follow([{ say: 'Baik.' }]);
    await answerTo(shop, 'Nama saya Budi');
    await answerTo(shop, 'Siapa nama saya?');
    expect(reminded()).toEqual([['user', 'Siapa nama saya?']]);
  });

  it('are listed, the latest first, and read and deleted', async () => {
    const owner = await stack.newShop();
    model.follow([{ say: 'Baik.' }]);
    const first = await answerTo(owner, `Pertama ${'x'.repeat(200)}`);
    const second = await answerTo(owner, 'Kedua');
    await answerTo(owner, 'Lagi', first.conversation_id);
    const list = expectOk(await owner.get('/api/chat/conversations?limit=1')).body;
    expect(list).toMatchObject({ total: 2, page: 1, limit: 1, data: [{ id: first.conversation_id }] });
    expect(list.data[0].title).toHaveLength(80);
    const one = expectOk(await owner.get(`/api/chat/conversations/${second.conversation_id}`)).body.data;
    expect(one).toMatchObject({
      title: 'Kedua',
      messages: [
        { role: 'user', content: 'Kedua' },
        { role: 'assistant', content: 'Baik.', assistant: 'groq' },
      ],
    });
    expectOk(await owner.delete(`/api/chat/conversations/${first.conversation_id}`));
    expectProblem(await owner.get(`/api/chat/conversations/${first.conversation_id}`), 404, 'conversation_not_found');
    expectProblem(
      await owner.delete(`/api/chat/conversations/${first.conversation_id}`),
      404,
      'conversation_not_found',
    );
    expectProblem(await say(owner, 'Lagi', first.conversation_id), 404, 'conversation_not_found');
    expect(expectOk(await owner.get('/api/chat/conversations')).body.total).toBe(1);
  });

  it('show no calls of tools, and which action an answer proposed', async () => {
    model.follow([{ call: [{ name: 'add_sales', args: { goods: 'teh', quantity: 1 } }] }, { say: 'Saya usulkan.' }]);
    const answer = await answerTo(shop, 'Jual 1 teh');
    const { messages } = expectOk(await shop.get(`/api/chat/conversations/${answer.conversation_id}`)).body.data;
    expect(messages).toMatchObject([
      { role: 'user', content: 'Jual 1 teh' },
      { role: 'assistant', content: answer.response, action_id: answer.pending_action.id },
    ]);
  });

  it(`keep ${MOST_MESSAGES} messages, and remind the model of the latest from a question on`, async () => {
    const script: ModelTurn[] = [];
    for (let turn = 0; turn < 60; turn++)
      script.push({ call: [{ name: 'get_goods_detail', args: { goods: 'teh' } }] }, { say: 'Ya.' });
    model.follow(script);
    let id: string | undefined;
    for (let turn = 0; turn < 60; turn++) id = (await answerTo(shop, `Pesan ${turn}`, id)).conversation_id;
    const [kept] = await stack.database.query<{ count: number; first: number }>(
      'SELECT count(*)::int AS count, min(position)::int AS first FROM chat_messages WHERE conversation_id = $1',
      [id],
    );
    expect(kept).toEqual({ count: MOST_MESSAGES, first: 60 * 4 - MOST_MESSAGES + 1 });
    const told = reminded();
    expect(told.length).toBeLessThanOrEqual(44);
    expect(told[0]?.[0]).toBe('user');
    expect(told.filter(([role]) => role === 'user').at(-1)?.[1]).toBe('Pesan 59');
  });

  it(`are ${MOST_CONVERSATIONS} at most: the oldest makes room`, async () => {
    const owner = await stack.newShop();
    model.follow([{ say: 'Baik.' }]);
    const first = (await answerTo(owner, 'Pertama')).conversation_id;
    for (let count = 0; count < MOST_CONVERSATIONS; count++) await answerTo(owner, `Nomor ${count}`);
    expect(expectOk(await owner.get('/api/chat/conversations')).body.total).toBe(MOST_CONVERSATIONS);
    expectProblem(await owner.get(`/api/chat/conversations/${first}`), 404, 'conversation_not_found');

    // Many that begin at once all let the same ones go.
    const begun = await Promise.all(Array.from({ length: 12 }, (_, count) => say(owner, `Sekaligus ${count}`)));
    expect(begun.map(({ status }) => status)).toEqual(begun.map(() => 200));
    await answerTo(owner, 'Satu lagi');
    expect(expectOk(await owner.get('/api/chat/conversations')).body.total).toBe(MOST_CONVERSATIONS);

    // One that is being answered stays until it is, the oldest or not.
    const list = expectOk(await owner.get(`/api/chat/conversations?limit=1&page_index=${MOST_CONVERSATIONS}`)).body;
    let goOn: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      model.follow(() => {
        resolve();
        return { wait: new Promise<void>((go) => (goOn = go)), say: 'Sudah.' };
      });
    });
    const slow = say(owner, 'Pelan', list.data[0].id);
    await asked;
    model.follow([{ say: 'Baik.' }]);
    await answerTo(owner, 'Yang baru');
    goOn();
    expect(expectOk(await slow).body.response).toBe('Sudah.');
  });

  it('answer one message at a time', async () => {
    model.follow([{ say: 'Baik.' }]);
    const { conversation_id: id } = await answerTo(shop, 'Halo');
    let goOn: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      model.follow(() => {
        resolve();
        return { wait: new Promise<void>((go) => (goOn = go)), say: 'Sudah.' };
      });
    });
    const slow = say(shop, 'Pelan', id);
    await asked;
    expectProblem(await say(shop, 'Cepat', id), 409, 'conversation_busy');
    goOn();
    expect(expectOk(await slow).body.response).toBe('Sudah.');
    model.follow([{ say: 'Bebas.' }]);
    expect((await answerTo(shop, 'Sekarang', id)).response).toBe('Bebas.');
  });

  it('take the message from the query as well, as older clients send it', async () => {
    model.follow([{ say: 'Baik.' }]);
    const answer = expectOk(await shop.post('/api/chat?chat_message=Halo%20toko', {})).body;
    expect(answer).toMatchObject({ message: 'Halo toko', response: 'Baik.', assistant: 'groq' });
    const { conversation_id: id } = answer;
    expectOk(await shop.post(`/api/chat?chat_message=Lagi&conversation_id=${id.toUpperCase()}`, {}));
    expect(reminded().map(([, content]) => content)).toEqual(['Halo toko', 'Baik.', 'Lagi']);
  });

  it('refuse what is no message', async () => {
    expectRefusedFields(await shop.post('/api/chat', {}), 'chat_message');
    for (const chat_message of ['', '  ', 7, null, ['Halo'], 'x'.repeat(2001), 'a\u0000b']) {
      expectRefusedFields(await shop.post('/api/chat', { chat_message }), 'chat_message');
    }
    expectRefusedFields(
      await shop.post('/api/chat', { chat_message: 'Halo', conversation_id: '7' }),
      'conversation_id',
    );
    expectProblem(await say(shop, 'Halo', NOBODYS_ID), 404, 'conversation_not_found');
  });

  it('keep what the model writes whatever it writes', async () => {
    const odd = 'NUL \u0000, half \ud800, "quotes" \\ and ☕';
    model.follow([{ call: [{ name: 'get_goods_detail', args: { goods: odd, more: '\u0000' } }] }, { say: odd }]);
    const answer = await answerTo(shop, 'Aneh \ud800?');
    const { messages } = expectOk(await shop.get(`/api/chat/conversations/${answer.conversation_id}`)).body.data;
    expect(messages[1].content).toContain('and ☕');
  });

  it('answer the same for the same Idempotency-Key, and ask the model once', async () => {
    model.follow([{ say: 'Sekali.' }, { say: 'Dua kali.' }]);
    const send = () =>
      shop.send('/api/chat', {
        method: 'POST',
        headers: { 'Idempotency-Key': 'chat-1', 'content-type': 'application/json' },
        body: JSON.stringify({ chat_message: 'Halo' }),
      });
    const first = expectOk(await send()).body;
    expect(expectOk(await send()).body).toEqual(first);
    expect(model.requests).toHaveLength(1);
  });
});
