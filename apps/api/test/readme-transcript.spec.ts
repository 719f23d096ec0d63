import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { answerTo } from './chat-steps.js';
import { addGoods, addSale } from './shop-steps.js';

/** What the README says that is said and answered. */
function transcript(): { said: string; answered: string }[] {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
  const [, block = ''] = /```\n(\$ say [\s\S]*?)\n```/.exec(readme) ?? [];
  return block.split(/^\$ say /m).flatMap((part) => {
    const [, said = '', answered = ''] = /^"(.*)"\n([\s\S]*?)\n?$/.exec(part) ?? [];
    return said === '' ? [] : [{ said, answered }];
  });
}

describe('the conversation of the README', () => {
  let stack: TestStack;
  let shop: ApiClient;

  beforeAll(async () => {
    stack = await startTestStack();
    shop = await stack.newShop();
    const { id } = await addGoods(shop, { name: 'Kopi Gayo 250 g', price: 48000, stock_quantity: 40 });
    await addSale(shop, id, { quantity: 3 });
  });

  afterAll(() => stack.stop());

  it('goes as it is written there', async () => {
    const lines = transcript();
    expect(lines.length).toBeGreaterThan(5);
    const { conversation_id: id } = await answerTo(shop, 'help');
    for (const { said, answered } of lines) expect((await answerTo(shop, said, id)).response).toBe(answered);
  });
});
