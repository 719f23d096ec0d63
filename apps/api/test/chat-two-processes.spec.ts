import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient, expectOk } from '@tor/testing/api-client';
import { ScriptedModel, type ModelRequest, type ModelTurn } from '@tor/testing/scripted-model';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { answerTo } from './chat-steps.js';
import { seededNumbers } from './seeded-numbers.js';
import { addGoods } from './shop-steps.js';

const USERS = 20;
const CHATS = 1000;
const CONVERSATIONS = 2;
const REMEMBERED = 10;

/** One owner, at two tills that reach two processes. */
interface Owner {
  readonly mark: string;
  readonly tills: readonly ApiClient[];
  readonly conversations: { id?: string; said: string[] }[];
}

/** Looks at the goods, then says what it saw of them and what it remembers of the owner's words. */
function tellAll({ messages }: ModelRequest): ModelTurn {
  if (messages.at(-1)?.role !== 'tool') return { call: [{ name: 'get_all_goods', args: {} }] };
  const said = messages.filter(({ role }) => role === 'user').map(({ content }) => content);
  return { say: JSON.stringify({ seen: messages.at(-1)?.content, said }) };
}

describe(`${CHATS} messages of ${USERS} owners, over two API processes`, () => {
  let model: ScriptedModel;
  let stack: TestStack;
  const owners: Owner[] = [];

  beforeAll(async () => {
    model = await ScriptedModel.start();
    model.follow(tellAll);
    stack = await startTestStack({ env: model.env });
    const urls = [stack.stack.apiUrl, await stack.anotherApi()];
    for (let user = 0; user < USERS; user++) {
      const { accessToken } = await stack.newShop();
      const tills = urls.map((url) => new ApiClient(url, accessToken));
      const mark = `Toko${String.fromCharCode(65 + user)}x`;
      if (tills[0]) await addGoods(tills[0], { name: `Barang ${mark}`, price: 1000 + user });
      const conversations = Array.from({ length: CONVERSATIONS }, () => ({ said: [] }));
      owners.push({ mark, tills, conversations });
    }
  });

  afterAll(async () => {
    await stack.stop();
    await model.stop();
  });

  it("hold nobody else's data, and each conversation remembers itself", async () => {
    const answers = await Promise.all(owners.map((owner, index) => talk(owner, index)));
    expect(answers.reduce((sum, count) => sum + count, 0)).toBe(CHATS);
  });

  it('are kept for their owners alone', async () => {
    for (const { mark, tills } of owners) {
      const kept = expectOk(await (tills[0] as ApiClient).get('/api/chat/conversations')).body;
      expect(kept.total).toBe(CONVERSATIONS);
      for (const { id } of kept.data) {
        const { messages } = expectOk(await (tills[1] as ApiClient).get(`/api/chat/conversations/${id}`)).body.data;
        const text = JSON.stringify(messages);
        expect(text).toContain(mark);
        expect(owners.filter((other) => other.mark !== mark && text.includes(other.mark))).toEqual([]);
      }
    }
  });

  /** @returns how many answers were right */
  async function talk(owner: Owner, seed: number): Promise<number> {
    const random = seededNumbers(seed + 1);
    let right = 0;
    for (let count = 0; count < CHATS / USERS; count++) {
      const conversation = owner.conversations[random(CONVERSATIONS)];
      const till = owner.tills[random(owner.tills.length)];
      if (!conversation || !till) throw new Error('There is neither');
      const message = `Halo ${owner.mark} ke-${count}`;
      const answer = await answerTo(till, message, conversation.id);
      conversation.id = answer.conversation_id;
      conversation.said.push(message);
      expect(answer.assistant).toBe('groq');
      const { seen, said } = JSON.parse(answer.response);
      expect(JSON.parse(seen).goods.map(({ name }: { name: string }) => name)).toEqual([`Barang ${owner.mark}`]);
      // A turn is four messages: what was said, a call, its result, the answer.
      expect(said.slice(-REMEMBERED)).toEqual(conversation.said.slice(-REMEMBERED));
      expect(owners.filter(({ mark }) => mark !== owner.mark && answer.response.includes(mark))).toEqual([]);
      right++;
    }
    return right;
  }
});
