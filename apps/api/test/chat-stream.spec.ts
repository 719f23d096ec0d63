import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '@tor/testing/api-client';
import { openEventStream } from '@tor/testing/event-stream';
import { ScriptedModel } from '@tor/testing/scripted-model';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { answerTo, confirm, eventsOf, wordsOf } from './chat-steps.js';
import { addGoods, stockOf } from './shop-steps.js';

describe('a streamed answer', () => {
  let model: ScriptedModel;
  let stack: TestStack;
  let shop: ApiClient;
  let goodsId: string;

  beforeAll(async () => {
    model = await ScriptedModel.start();
    stack = await startTestStack({ env: model.env });
    shop = await stack.newShop();
    goodsId = (await addGoods(shop, { name: 'Kopi Gayo', stock_quantity: 24 })).id;
  });

  afterAll(async () => {
    await stack.stop();
    await model.stop();
  });

  it('comes in pieces, after the tools that were asked, and ends with what the plain route answers', async () => {
    const long = `Stok Kopi Gayo 24 unit, ${'cukup untuk hari ini dan besok, '.repeat(5)}jadi belum perlu pesan.`;
    const script = [
      { call: [{ name: 'get_goods_detail', args: { goods: 'gayo' } }], say: 'Saya cek dulu.' },
      { say: long },
    ];
    model.follow(script);
    const events = await eventsOf(shop, { chat_message: 'Stok kopi?' });
    expect(model.requests.every(({ stream }) => stream)).toBe(true);
    expect(events.filter(({ name }) => name === 'tool').map(({ data }) => data)).toEqual([
      { name: 'get_goods_detail', arguments: { goods: 'gayo' } },
    ]);
    expect(events.filter(({ name }) => name === 'token').length).toBeGreaterThan(5);
    expect(wordsOf(events)).toBe(long);
    model.follow(script);
    const plain = await answerTo(shop, 'Stok kopi?');
    expect(model.requests.some(({ stream }) => stream)).toBe(false);
    expect(events.at(-1)).toEqual({ name: 'end', data: { ...plain, conversation_id: expect.any(String) } });
  });

  it('tells a proposal, which can be confirmed at once', async () => {
    model.follow([
      { call: [{ name: 'add_sales', args: { goods: 'gayo', quantity: 2 } }] },
      { say: 'Saya usulkan ini.' },
    ]);
    const events = await eventsOf(shop, { chat_message: 'Catat 2 kopi gayo' });
    const proposal = events.find(({ name }) => name === 'proposal');
    const end = events.at(-1);
    expect(end?.data.pending_action).toEqual(proposal?.data);
    expect(wordsOf(events)).toBe(end?.data.response);
    expect((await confirm(shop, proposal?.data.id)).status).toBe(200);
    expect(await stockOf(shop, goodsId)).toBe(22);
  });

  it('takes back words that hold made-up figures', async () => {
    model.follow([
      { say: `Harga kopi itu Rp 99.000 ${'dan enak sekali '.repeat(10)}` },
      { call: [{ name: 'get_goods_detail', args: { goods: 'gayo' } }] },
      { say: 'Harganya Rp 48.000.' },
    ]);
    const events = await eventsOf(shop, { chat_message: 'Harga kopi?' });
    expect(events.some(({ name, data }) => name === 'token' && data.text.includes('99.000'))).toBe(false);
    expect(events.map(({ name }) => name)).toContain('restart');
    expect(wordsOf(events)).toBe('Harganya Rp 48.000.');
  });

  it('goes on with its conversation', async () => {
    model.follow([{ say: 'Baik.' }]);
    const first = (await eventsOf(shop, { chat_message: 'Halo' })).at(-1)?.data;
    await eventsOf(shop, { chat_message: 'Lagi', conversation_id: first.conversation_id });
    expect(
      model.requests
        .at(-1)
        ?.messages.map(({ content }) => content)
        .slice(1),
    ).toEqual(['Halo', 'Baik.', 'Lagi']);
  });

  it('is a problem as ever where nothing has been sent', async () => {
    for (const [body, status] of [
      [{}, 422],
      [{ chat_message: 'Halo', conversation_id: goodsId }, 404],
    ] as const) {
      const stream = await openEventStream(`${shop.url}/api/chat/stream`, shop.accessToken, body);
      expect(stream.status).toBe(status);
      expect(stream.headers.get('content-type')).toContain('application/problem+json');
      stream.leave();
    }
    const nobody = await openEventStream(`${shop.url}/api/chat/stream`, null, { chat_message: 'Halo' });
    expect(nobody.status).toBe(401);
    nobody.leave();
  });

  it('ends with an error when the model breaks off for good', async () => {
    model.follow((_, asked) =>
      asked === 0 ? { call: [{ name: 'get_all_goods', args: {} }] } : { status: 500, body: '{}' },
    );
    const events = await eventsOf(shop, { chat_message: 'Daftar barang' });
    expect(events.at(-1)).toMatchObject({ name: 'error', data: { status: 503, code: 'assistant_unavailable' } });
  });

  it('is the same from the offline assistant', async () => {
    const offline = await startTestStack();
    try {
      const owner = await offline.newShop();
      await addGoods(owner, { name: 'Teh', stock_quantity: 7 });
      const events = await eventsOf(owner, { chat_message: 'stok teh berapa' });
      expect(events[0]).toMatchObject({ name: 'tool', data: { name: 'get_goods_detail' } });
      expect(wordsOf(events)).toBe(events.at(-1)?.data.response);
      expect(wordsOf(events)).toContain('Stok "Teh": 7 unit.');
    } finally {
      await offline.stop();
    }
  });
});
