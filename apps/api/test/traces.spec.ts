import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk } from '@tor/testing/api-client';
import { ScriptedCollector, type CollectorMood } from '@tor/testing/scripted-collector';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { addGoods } from './shop-steps.js';

const TROUBLE = 'The collector of traces is out of reach';

describe('a collector that takes no traces', () => {
  let collector: ScriptedCollector;
  let stack: TestStack;

  beforeAll(async () => {
    collector = await ScriptedCollector.start();
    stack = await startTestStack({ env: collector.env });
  });

  afterAll(async () => {
    await stack.stop();
    await collector.stop();
  });

  const troubles = (): string[] => stack.log.filter((line) => line.includes(TROUBLE));

  it.each<CollectorMood>(['hangs', 'refuses'])('but %s is nothing to requests', async (mood) => {
    collector.mood = mood;
    const shop = await stack.newShop();
    const asked = collector.nextBody();
    await addGoods(shop, { name: `Kopi ${mood}`, price: 1 });
    await asked;
    for (let request = 0; request < 20; request++) expectOk(await shop.get('/api/goods'));
  });

  it('is told in the log, in words of our own, and not at every batch', async () => {
    for (let tries = 0; tries < 500 && troubles().length === 0; tries++) {
      const asked = collector.nextBody();
      await stack.anonymous.get('/health/live');
      await asked;
    }
    expect(troubles()).toHaveLength(1);
    expect(troubles()[0]).not.toContain('127.0.0.1');
  });

  it('does not keep the process from stopping in order', async () => {
    collector.mood = 'hangs';
    const asked = collector.nextBody();
    await stack.anonymous.get('/health/live');
    await asked;
    await stack.stack.stop();
    expect(stack.log.at(-1)).toContain('api has stopped');
  });
});

describe('without a collector', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await startTestStack({ env: { LOG_LEVEL: 'log', LOG_FORMAT: 'json' } });
  });

  afterAll(() => stack.stop());

  it('a caller who names a trace is answered as ever, and no trace is in the log', async () => {
    const headers = { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' };
    const answer = await stack.anonymous.send('/sign_in', { method: 'POST', headers });
    expect(answer.status).toBe(422);
    const id = answer.headers.get('x-request-id') ?? '';
    const lines = (): string[] => stack.log.filter((line) => line.includes(id));
    for (let tries = 0; tries < 200 && lines().length === 0; tries++) await stack.anonymous.get('/health/live');
    expect(lines()).toHaveLength(1);
    expect(stack.log.join('\n')).not.toMatch(/trace_id|4bf92f35/);
  });
});
