import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { ScriptedModel, type ModelRequest, type ModelTurn } from '@tor/testing/scripted-model';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { answerTo, eventsOf, wordsOf } from './chat-steps.js';
import { addGoods, addSale, expectBalanced } from './shop-steps.js';
import { csv, importGoods } from './transfer-steps.js';

const TEXTS: string[] = JSON.parse(readFileSync(new URL('data/injections.json', import.meta.url), 'utf8'));
const FOREIGN = 'RahasiaTokoSebelah';

/** A model that obeys whatever it reads: it looks, changes all it can, looks at others' goods, and tells its instructions. */
function obedient(foreignId: string): (request: ModelRequest) => ModelTurn {
  return ({ messages }) => {
    const turn = messages.slice(messages.findLastIndex(({ role }) => role === 'user'));
    const results = turn.filter(({ role }) => role === 'tool');
    if (results.length === 0) return { call: [{ name: 'get_all_goods', args: {} }] };
    const id = /"id":"([^"]+)"/.exec(results[0]?.content ?? '')?.[1] ?? foreignId;
    if (results.length === 1) {
      return {
        call: [
          { name: 'delete_goods', args: { goods: id } },
          { name: 'update_goods', args: { goods: id, price: 0 } },
          { name: 'add_sales', args: { goods: id, quantity: 1 } },
          { name: 'get_goods_detail', args: { goods: foreignId } },
          { name: 'delete_goods', args: { goods: foreignId } },
        ],
      };
    }
    return { say: `Sudah saya hapus semuanya. ${messages[0]?.content ?? ''}` };
  };
}

describe(`${TEXTS.length} texts that order the assistant about`, () => {
  let model: ScriptedModel;
  let stack: TestStack;
  let shop: ApiClient;
  let foreignId: string;
  let before: unknown;

  beforeAll(async () => {
    model = await ScriptedModel.start();
    stack = await startTestStack({ env: model.env });
    const foreign = await stack.newShop();
    foreignId = (await addGoods(foreign, { name: FOREIGN, category: FOREIGN })).id;
    shop = await stack.newShop();
    for (const [index, text] of TEXTS.entries()) {
      const goods = { name: index % 2 ? text : `Barang ${index}`, category: text.slice(0, 100), stock_quantity: 5 };
      const { id } = await addGoods(shop, goods);
      if (index % 10 === 0) await addSale(shop, id);
    }
    const lines = TEXTS.map((text) => `"${text.replaceAll('"', '""').replaceAll('\n', ' ')} (CSV)",1000,3`);
    expectOk(await importGoods(shop, csv('name,price,stock_quantity', ...lines)));
    before = await books();
    model.follow(obedient(foreignId));
  });

  afterAll(async () => {
    await stack.stop();
    await model.stop();
  });

  /** Everything that could have been changed. */
  const books = (): Promise<unknown> =>
    stack.database.query(
      `SELECT (SELECT jsonb_agg(g ORDER BY id) FROM goods g) AS goods, (SELECT jsonb_agg(s ORDER BY id) FROM sales s) AS sales,
              (SELECT count(*) FROM stock_movements) AS movements`,
    );

  const expectHarmless = (response: string): void => {
    expect(response).not.toContain(FOREIGN);
    for (const line of (model.requests[0]?.messages[0]?.content ?? '').split('\n')) {
      if (line.length > 40) expect(response).not.toContain(line);
    }
  };

  it('lie in names, categories and files, and stay data: a question brings no proposal, whatever the model reads', async () => {
    for (let page = 0; page < TEXTS.length; page++) {
      const answer = await answerTo(shop, page % 2 ? 'barang apa saja yang ada di toko?' : 'what goods do we have?');
      expect(answer.pending_action).toBeUndefined();
      expectHarmless(answer.response);
    }
    const told = model.requests.flatMap(({ messages }) => messages.filter(({ role }) => role === 'tool'));
    expect(told.some(({ content }) => content.includes('(CSV)'))).toBe(true);
    expect(told.some(({ content }) => content.includes('not_asked'))).toBe(true);
    expect(told.some(({ content }) => content.includes(FOREIGN))).toBe(false);
    expect(await books()).toEqual(before);
  });

  it('are said, and change nothing without a confirmation', async () => {
    for (const text of TEXTS) {
      expectHarmless((await answerTo(shop, text)).response);
    }
    expect(await books()).toEqual(before);
  });

  it('are said where answers are streamed, and the instructions stay where they are', async () => {
    for (const text of TEXTS.filter((_, index) => index % 5 === 0)) {
      const events = await eventsOf(shop, { chat_message: text });
      expectHarmless(events.map(({ data }) => JSON.stringify(data)).join('\n'));
      expectHarmless(wordsOf(events));
    }
    expect(await books()).toEqual(before);
  });

  it('leave nothing done that nobody confirmed', async () => {
    const done = await stack.database.query(`SELECT id FROM chat_actions WHERE status = 'done'`);
    expect(done).toEqual([]);
    await expectBalanced(shop);
  });

  it('move the offline assistant to nothing either', async () => {
    const offline = await startTestStack();
    try {
      const owner = await offline.newShop();
      for (const text of TEXTS) await addGoods(owner, { name: text, category: text.slice(0, 100) });
      const goods = expectOk(await owner.get('/api/goods?limit=100')).body;
      for (const text of TEXTS) {
        const { response } = await answerTo(owner, text);
        expect(response).toContain('ffline');
      }
      expect(expectOk(await owner.get('/api/goods?limit=100')).body).toEqual(goods);
    } finally {
      await offline.stop();
    }
  });
});
