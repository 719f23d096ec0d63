import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk } from '@tor/testing/api-client';
import { ScriptedCollector, type CollectorMood } from '@tor/testing/scripted-collector';
import { API_AND_WORKER, startTestStack, type TestStack } from '@tor/testing/test-stack';
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
    expect(troubles().length).toBeGreaterThanOrEqual(1);
    expect(troubles().length).toBeLessThan(collector.bodies.length);
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
  it('a caller who names a trace is answered as ever, and no trace is in the log', async () => {
    const stack = await startTestStack({ env: { LOG_LEVEL: 'log', LOG_FORMAT: 'json' } });
    const headers = { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' };
    const answer = await stack.anonymous.send('/sign_in', { method: 'POST', headers });
    await stack.stop();
    expect(answer.status).toBe(422);
    const id = answer.headers.get('x-request-id') ?? '';
    expect(stack.log.filter((line) => line.includes(id))).toHaveLength(1);
    expect(stack.log.join('\n')).not.toMatch(/trace_id|4bf92f35/);
  });

  it('and without an operator token, neither API nor worker loads anything of either', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tor-loaded-'));
    // Node writes there which files it had loaded, when it ends.
    const stack = await startTestStack({ env: { NODE_V8_COVERAGE: folder }, programs: API_AND_WORKER });
    const shop = await stack.newShop();
    await addGoods(shop);
    expect((await stack.anonymous.get('/queues')).status).toBe(404);
    await stack.stop();
    const reports = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
    await rm(folder, { recursive: true });
    const loaded = reports.map((report) => (JSON.parse(report) as { result: { url: string }[] }).result);
    const urls = loaded.flat().map(({ url }) => url);
    for (const program of ['apps/api/dist/main.js', 'apps/worker/dist/main.js']) {
      expect(urls.filter((url) => url.endsWith(program))).toHaveLength(1);
    }
    // The bare interface of OpenTelemetry comes with prom-client.
    const others = urls.filter((url) => !url.includes('/@opentelemetry/api/'));
    expect(
      others.filter((url) => /@opentelemetry|bullmq-otel|@bull-board|otlp-tracer|queue-telemetry/.test(url)),
    ).toEqual([]);
  });
});
