import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { answerTo } from './chat-steps.js';

/** Much to load, and of use only to those who chat, sign in with Supabase, collect traces or look at the queue. */
const LATE = ['langchain', '@langchain/core', '@langchain/groq', 'zod', '@supabase/supabase-js', '@bull-board/api'];
const COLLECTED_TRACES = ['@opentelemetry/sdk-trace-node', '@opentelemetry/exporter-trace-otlp-proto'];

/** Has Node note every module that it loads. */
function noting(file: string): string {
  const hook = `import { appendFileSync } from 'node:fs';
    export async function load(url, context, next) {
      appendFileSync(${JSON.stringify(file)}, url + '\\n');
      return next(url, context);
    }`;
  const preload = `import { register } from 'node:module';
    register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hook)}));`;
  return `--import=data:text/javascript,${encodeURIComponent(preload)}`;
}

describe('what the API loads', () => {
  let folder: string;
  let notes: string;
  let api: TestStack;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tor-loaded-'));
    notes = join(folder, 'modules');
    api = await startTestStack({ env: { NODE_OPTIONS: noting(notes) } });
  });

  afterAll(async () => {
    await api.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function loaded(): Promise<Set<string | undefined>> {
    const urls = (await readFile(notes, 'utf8')).split('\n');
    return new Set(urls.map((url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1]));
  }

  it('is, at its start, nothing that it can do without', async () => {
    const packages = await loaded();
    expect(packages).toContain('@nestjs/core');
    for (const name of [...LATE, ...COLLECTED_TRACES]) expect(packages).not.toContain(name);
  });

  it('is the assistant with the first message', async () => {
    const answer = await answerTo(await api.newShop(), 'daftar barang');
    expect(answer.assistant).toBe('offline');
    const packages = await loaded();
    for (const name of ['langchain', 'zod']) expect(packages).toContain(name);
  });
});
