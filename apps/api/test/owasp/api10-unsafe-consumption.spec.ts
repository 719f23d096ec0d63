import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { ScriptedModel, type ModelTurn } from '@tor/testing/scripted-model';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { say } from '../chat-steps.js';
import { addGoods, stockOf } from '../shop-steps.js';

const HUGE = 'x'.repeat(8 * 1024 * 1024);
const POLLUTION = '{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},"search":"kopi"}';

/** Whatever the model's server does, the owner gets an answer that ends, or is told to come back. */
const ENDS = [200, 503];

/** Answers of Supabase are in supabase-failures.spec.ts, what a model says and calls in chat-failures and chat-injections. */
describe('API10: answers of the language model', () => {
  let model: ScriptedModel;
  let stack: TestStack;
  let shop: ApiClient;
  let goodsId: string;
  let elsewhere: Server;
  let asked: string[];

  beforeAll(async () => {
    asked = [];
    elsewhere = createServer((request, response) => {
      asked.push(`${request.url ?? ''} ${request.headers.authorization ?? ''}`);
      response.end('{"choices":[{"message":{"role":"assistant","content":"From elsewhere"}}]}');
    });
    await new Promise<void>((done) => elsewhere.listen(0, '127.0.0.1', done));
    model = await ScriptedModel.start();
    stack = await startTestStack({ env: { ...model.env, CHAT_TIMEOUT_MS: '5000' } });
    shop = await stack.newShop();
    goodsId = (await addGoods(shop)).id;
  });

  afterAll(async () => {
    await stack.stop();
    await model.stop();
    elsewhere.closeAllConnections();
    elsewhere.close();
  });

  const internal = (): string => `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/internal`;

  it.each([301, 302, 303, 307, 308])(
    'that lead elsewhere (%i) are not followed, with the key or without',
    async (status) => {
      model.follow([{ status, headers: { location: internal() }, body: '' }]);
      const answer = await say(shop, 'Apa kabar?');
      expect(ENDS).toContain(answer.status);
      expect(JSON.stringify(answer.body)).not.toContain('From elsewhere');
      expect(asked).toEqual([]);
    },
  );

  it.each<[string, ModelTurn]>([
    ['without an end', { status: 200, body: JSON.stringify({ choices: [], padding: HUGE }) }],
    [
      'without an end, streamed',
      { status: 200, headers: { 'content-type': 'text/event-stream' }, body: `data: ${HUGE}` },
    ],
    ['that are a page', { status: 200, headers: { 'content-type': 'text/html' }, body: '<script>alert(1)</script>' }],
    ['that are null', { status: 200, body: 'null' }],
    ['that are a list', { status: 200, body: '[]' }],
    ['with an error of many words', { status: 400, body: JSON.stringify({ error: { message: HUGE } }) }],
    ['that do not come', { hang: true }],
  ])('%s end all the same, and tell nothing of it', async (_, turn) => {
    model.follow([turn]);
    const answer = await say(shop, 'Apa kabar?');
    expect(ENDS).toContain(answer.status);
    const text = JSON.stringify(answer.body);
    expect(text.length).toBeLessThan(5000);
    expect(text).not.toMatch(/alert\(1\)|xxxx|a-key-for-tests/);
  });

  it('with names of prototypes among the arguments change nothing but this answer', async () => {
    model.follow([{ call: [{ name: 'get_all_goods', args: POLLUTION }] }, { say: 'Baik.' }]);
    expect(ENDS).toContain((await say(shop, 'Ada kopi?')).status);
    const goods = expectOk(await shop.get(`/api/goods/${goodsId}`)).body.data;
    expect(goods.polluted).toBeUndefined();
    expect(JSON.stringify(expectOk(await shop.get('/api/settings')).body)).not.toContain('polluted');
    expect(await stockOf(shop, goodsId)).toBe(10);
  });

  it('leave neither the key nor themselves in the log', () => {
    const log = stack.log.join('\n');
    expect(log).not.toContain('a-key-for-tests');
    expect(log).not.toContain('xxxxxxxx');
    expect(log.length).toBeLessThan(200_000);
  });
});
