import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { expectOk, type ApiAnswer, type ApiClient } from '@tor/testing/api-client';
import { openEventStream } from '@tor/testing/event-stream';
import { startPostgresProxy, type PostgresProxy } from '@tor/testing/postgres-proxy';
import { ScriptedModel, type ModelTurn, type Script } from '@tor/testing/scripted-model';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { answerTo, confirm, say } from './chat-steps.js';
import { addGoods, expectProblem, movementsOf, stockOf } from './shop-steps.js';

/** How long an answer may take whatever the model does. */
const LONGEST_MS = 30_000;
const MOST_STEPS = 15;

const BUSY: ModelTurn = {
  status: 429,
  headers: { 'retry-after': '2' },
  body: '{"error":{"message":"Rate limit reached"}}',
};
const LIST = { name: 'get_all_goods', args: {} };

/** Each failure of the model, and how the answer begins that is given all the same. */
const FAILURES: readonly (readonly [string, Script | readonly ModelTurn[], string])[] = [
  ['too many requests', [BUSY], 'Model bahasa sedang sibuk'],
  [
    'a message beyond its limits',
    [{ status: 413, body: '{"error":{"message":"Request too large"}}' }],
    'Model bahasa sedang sibuk',
  ],
  [
    'arguments that are no JSON, again and again',
    [{ call: [{ name: 'add_sales', args: '{"goods": "teh", ' }] }],
    'Model bahasa tidak berhasil',
  ],
  [
    'a tool call that the provider refuses',
    [{ status: 400, body: '{"error":{"code":"tool_use_failed","message":"Failed to call a function"}}' }],
    'Model bahasa tidak berhasil',
  ],
  ['the same question for ever', [{ call: [LIST] }], 'Model bahasa tidak berhasil'],
  [
    'ever other questions',
    (_, asked) => ({ call: [{ name: 'get_all_goods', args: { page: asked + 1 } }] }),
    'Model bahasa tidak berhasil',
  ],
  [
    'tools that do not exist',
    (_, asked) => ({ call: [{ name: 'drop_table', args: { asked } }] }),
    'Model bahasa tidak berhasil',
  ],
  [
    'arguments that fit no tool',
    (_, asked) => ({ call: [{ name: 'add_sales', args: { quantity: 'banyak', asked } }] }),
    'Model bahasa tidak berhasil',
  ],
  ['empty answers', [{ say: '  ' }], 'Model bahasa tidak berhasil'],
  ['made-up figures, insisted on', [{ say: 'Stok teh 9.999 unit.' }], 'Model bahasa tidak berhasil'],
  ['something that is no answer', [{ status: 200, body: '{"choices": "none"}' }], 'Model bahasa tidak berhasil'],
  ['something that is no JSON', [{ status: 200, body: '<html>' }], 'Model bahasa tidak berhasil'],
];

describe('when the language model fails', () => {
  let model: ScriptedModel;
  let stack: TestStack;
  let shop: ApiClient;
  let goodsId: string;

  beforeAll(async () => {
    model = await ScriptedModel.start();
    stack = await startTestStack({ env: model.env });
    shop = await stack.newShop();
    goodsId = (await addGoods(shop, { name: 'Teh Botol', price: 5000, stock_quantity: 40 })).id;
  });

  beforeEach(() => model.follow([{ say: 'Baik.' }]));

  afterAll(async () => {
    await stack.stop();
    await model.stop();
  });

  it.each(FAILURES)('with %s, the offline assistant answers', async (_, script, beginning) => {
    model.follow(script);
    const began = performance.now();
    const answer = await answerTo(shop, 'stok teh botol berapa?');
    expect(performance.now() - began).toBeLessThan(LONGEST_MS);
    expect(answer.assistant).toBe('offline');
    expect(answer.response).toMatch(new RegExp(`^${beginning}`));
    expect(answer.response).toContain('Stok "Teh Botol": 40 unit.');
    expect(model.requests.length).toBeLessThanOrEqual(MOST_STEPS);
    expect((await movementsOf(stack.database, goodsId)).map(({ kind }) => kind)).toEqual(['opening']);
  });

  it.each(FAILURES)('with %s after a proposal, nothing is proposed twice and nothing is written', async (_, script) => {
    const turns = typeof script === 'function' ? script : (): ModelTurn => script.at(-1) ?? { say: '' };
    model.follow((request, asked) =>
      asked === 0
        ? { call: [{ name: 'add_sales', args: { goods: 'teh botol', quantity: 2 } }] }
        : turns(request, asked),
    );
    const answer = await answerTo(shop, 'catat penjualan 2 teh botol');
    expect(answer.assistant).toBe('offline');
    expect(await stockOf(shop, goodsId)).toBe(40);
    const pending = await stack.database.query(
      `SELECT id FROM chat_actions WHERE conversation_id = $1 AND status = 'pending'`,
      [answer.conversation_id],
    );
    expect(pending).toEqual([{ id: answer.pending_action.id }]);
  });

  it('after the owner has confirmed, what is done stays done once', async () => {
    model.follow([
      { call: [{ name: 'receive_stock', args: { goods: 'teh botol', quantity: 5 } }] },
      { say: 'Saya usulkan.' },
    ]);
    const { pending_action: pending, conversation_id: id } = await answerTo(shop, 'terima 5 teh botol');
    model.follow([{ status: 500, body: '{}' }]);
    expect((await answerTo(shop, 'ya', id)).response).toContain('Sudah dikerjakan');
    expectOk(await confirm(shop, pending.id));
    expect(await stockOf(shop, goodsId)).toBe(45);
    expect(model.requests).toHaveLength(0);
    await shop.put(`/api/goods/${goodsId}`, { stock_quantity: 40 });
  });

  it.each<[string, ModelTurn]>([
    ['it answers 500', { status: 500, body: '{}' }],
    ['it answers 503', { status: 503, body: 'overloaded' }],
    ['it does not know the key', { status: 401, body: '{"error":{"message":"Invalid API Key"}}' }],
    ['it does not know the model', { status: 404, body: '{"error":{"message":"model not found"}}' }],
  ])('and is down, says so: %s', async (_, turn) => {
    model.follow([turn]);
    expectUnavailable(await say(shop, 'stok teh botol berapa?'));
    model.follow([{ call: [{ name: 'delete_goods', args: { goods: 'teh botol' } }] }, turn]);
    expectUnavailable(await say(shop, 'hapus teh botol'));
    expect(expectOk(await shop.get('/api/chat/conversations?limit=100')).body.data).not.toContainEqual(
      expect.objectContaining({ title: 'hapus teh botol' }),
    );
    expect(expectOk(await shop.get(`/api/goods/${goodsId}`)).body.data.archived_at).toBeNull();
  });

  it('and is down, keeps the conversation as it was, and free', async () => {
    const { conversation_id: id } = await answerTo(shop, 'Halo');
    model.follow([{ status: 500, body: '{}' }]);
    expectUnavailable(await say(shop, 'stok teh?', id));
    model.follow([{ say: 'Sudah kembali.' }]);
    expect((await answerTo(shop, 'Masih ada?', id)).response).toBe('Sudah kembali.');
    expect(model.requests[0]?.messages.map(({ content }) => content).slice(1)).toEqual(['Halo', 'Baik.', 'Masih ada?']);
  });

  it('once, is asked again', async () => {
    model.follow([{ status: 503, body: '' }, { say: 'Kembali.' }]);
    expect(await answerTo(shop, 'Halo')).toMatchObject({ response: 'Kembali.', assistant: 'groq' });
    model.follow([{ call: [{ name: 'get_all_goods', args: '{broken' }] }, { call: [LIST] }, { say: 'Ada 40.' }]);
    expect(await answerTo(shop, 'Halo')).toMatchObject({ response: 'Ada 40.', assistant: 'groq' });
    model.follow([{ say: 'Ada 77.' }, { call: [LIST] }, { say: 'Ada 40.' }]);
    expect(await answerTo(shop, 'Halo')).toMatchObject({ response: 'Ada 40.', assistant: 'groq' });
    expect(model.requests[1]?.messages.at(-1)?.content).toContain('No tool returned these figures of your answer: 77');
  });

  it('with bad arguments or an unknown tool, is told so and can go on', async () => {
    model.follow([
      {
        call: [
          { name: 'get_goods_detail', args: { name: 'teh' } },
          { name: 'sell_everything', args: {} },
        ],
      },
      { call: [{ name: 'get_goods_detail', args: { goods: 'teh botol' } }] },
      { say: 'Stoknya 40.' },
    ]);
    expect((await answerTo(shop, 'Stok?')).response).toBe('Stoknya 40.');
    const told = model.requests[1]?.messages.slice(-2).map(({ content }) => content);
    expect(told?.[0]).toContain('goods');
    expect(told?.[1]).toContain('sell_everything is not a valid tool');
  });

  it('and the connection breaks in the middle of a streamed answer, says that it is down', async () => {
    model.follow([{ breakAfter: 'Stok teh ' }]);
    const stream = await openEventStream(`${shop.url}/api/chat/stream`, shop.accessToken, {
      chat_message: 'Stok teh?',
    });
    expect(stream.status).toBe(503);
    stream.leave();
  });
});

describe('when the language model takes too long', () => {
  it('the offline assistant answers in its place', async () => {
    const model = await ScriptedModel.start();
    const stack = await startTestStack({ env: { ...model.env, CHAT_TIMEOUT_MS: '1000' } });
    try {
      const shop = await stack.newShop();
      const { id } = await addGoods(shop, { name: 'Teh Botol', stock_quantity: 40 });
      const sell = { call: [{ name: 'add_sales', args: { goods: 'teh botol', quantity: 2 } }] };
      for (const script of [[{ hang: true }], [sell, { hang: true }]] as const) {
        model.follow(script);
        const answer = await answerTo(shop, 'stok teh botol berapa?');
        expect(answer.response).toMatch(/^Model bahasa terlalu lama/);
        expect(answer.response).toContain('Stok "Teh Botol": 40 unit.');
        expect(answer).toMatchObject({ assistant: 'offline' });
        expect(answer.pending_action).toBeUndefined();
      }
      expect(await stockOf(shop, id)).toBe(40);
    } finally {
      await stack.stop();
      await model.stop();
    }
  });
});

describe('the daily limits of the language model', () => {
  it.each([
    ['tokens', { CHAT_TOKENS_PER_DAY: '200' }],
    ['steps', { CHAT_STEPS_PER_DAY: '2' }],
  ])('let the offline assistant answer once the %s of a user are used up', async (_, env) => {
    const model = await ScriptedModel.start();
    const stack = await startTestStack({ env: { ...model.env, ...env } });
    try {
      const shop = await stack.newShop();
      const assistants: string[] = [];
      for (let message = 0; message < 4; message++) assistants.push((await answerTo(shop, 'Halo')).assistant);
      expect(assistants).toEqual(['groq', 'groq', 'offline', 'offline']);
      expect((await answerTo(shop, 'bantuan')).response).toContain('Jatah model bahasa untuk hari ini sudah habis');
      expect(model.requests).toHaveLength(2);
      expect((await answerTo(await stack.newShop(), 'Halo')).assistant).toBe('groq');
    } finally {
      await stack.stop();
      await model.stop();
    }
  });

  it('leave it to the limit of a minute how often anybody asks', async () => {
    const stack = await startTestStack({ env: { CHAT_LIMIT_PER_MINUTE: '3' } });
    try {
      const shop = await stack.newShop();
      for (let message = 0; message < 3; message++) await answerTo(shop, 'bantuan');
      const refused = await say(shop, 'bantuan');
      expectProblem(refused, 429, 'too_many_requests');
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      await answerTo(await stack.newShop(), 'bantuan');
    } finally {
      await stack.stop();
    }
  });
});

describe('the offline assistant', () => {
  let proxy: PostgresProxy;
  let stack: TestStack;
  let shop: ApiClient;
  let owner: Client;

  beforeAll(async () => {
    const databaseThrough = async (url: string): Promise<string> => {
      proxy = await startPostgresProxy(url, 'tor-api');
      return proxy.url;
    };
    stack = await startTestStack({ databaseThrough });
    shop = await stack.newShop();
    await addGoods(shop, { name: 'Teh' });
    owner = new Client({ connectionString: stack.database.superuserUrl });
    await owner.connect();
  });

  /** Nobody reads goods any more. */
  beforeEach(async () => {
    await owner.query('BEGIN; LOCK TABLE tor.goods IN ACCESS EXCLUSIVE MODE');
  });

  afterEach(async () => {
    proxy.resume();
    await owner.query('ROLLBACK');
  });

  afterAll(async () => {
    await owner.end();
    await stack.stop();
    await proxy.close();
  });

  it('is a 503 as well when the database makes it wait too long', async () => {
    const answer = await say(shop, 'stok teh berapa?');
    expectProblem(answer, 503, 'database_unavailable');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('is a 503 as well when the database goes silent, long before anybody would ask whether it is still there', async () => {
    const began = performance.now();
    const asked = say(shop, 'stok teh berapa?');
    await somebodyWaits(owner);
    proxy.stall();
    expectUnavailable(await asked);
    expect(performance.now() - began).toBeLessThan(LONGEST_MS);
  });

  it('answers as soon as the shop does', async () => {
    await owner.query('ROLLBACK');
    expect((await answerTo(shop, 'stok teh berapa?')).response).toContain('Stok "Teh"');
  });
});

describe('a language model that is nowhere', () => {
  it('is a 503 that says when to come back', async () => {
    const stack = await startTestStack({ env: { GROQ_KEY: 'k', GROQ_BASE_URL: 'http://127.0.0.1:9' } });
    try {
      expectUnavailable(await say(await stack.newShop(), 'Halo'));
    } finally {
      await stack.stop();
    }
  });

  it('is asked below the path of its base URL', async () => {
    const model = await ScriptedModel.start();
    const stack = await startTestStack({
      env: { ...model.env, GROQ_BASE_URL: `${model.url}/v1/`, CHAT_MODEL: 'llama3' },
    });
    try {
      expect((await answerTo(await stack.newShop(), 'Halo')).response).toBe('Baik.');
      expect(model.lastPath).toBe('/v1/chat/completions');
      expect(model.requests[0]?.model).toBe('llama3');
    } finally {
      await stack.stop();
      await model.stop();
    }
  });
});

/** Settles as soon as a session waits for a lock. */
async function somebodyWaits(client: Client): Promise<void> {
  const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  while ((await client.query(waiting)).rowCount === 0);
}

function expectUnavailable(answer: ApiAnswer): void {
  expectProblem(answer, 503, 'assistant_unavailable');
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
}
