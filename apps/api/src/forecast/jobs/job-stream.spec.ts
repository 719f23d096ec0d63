import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ForecastJobView } from './dto/forecast-job.view.js';
import { streamJob } from './job-stream.js';

const WAITS: ForecastJobView = {
  id: '5d1f8f0e-3f0a-4b86-9a3e-6c1d0f5b7a42',
  status: 'queued',
  progress: 0,
  created_at: '2026-01-05T03:00:00.000Z',
  finished_at: null,
  goods_count: null,
  error: null,
};

describe('the stream of a job', () => {
  const listeners = new Set<() => void>();
  let server: Server;
  let url: string;
  let view: ForecastJobView;
  let fails: boolean;
  let limits = { heartbeatMs: 60_000, longestMs: 60_000 };
  let stop: AbortController;
  let over: Promise<void>;

  const change = (changed: Partial<ForecastJobView>): void => {
    view = { ...view, ...changed };
    for (const listener of listeners) listener();
  };

  beforeAll(async () => {
    const read = (): Promise<ForecastJobView> =>
      fails ? Promise.reject(new Error('out of reach')) : Promise.resolve(view);
    const watch = (listener: () => void): Promise<() => void> => {
      listeners.add(listener);
      return Promise.resolve(() => void listeners.delete(listener));
    };
    server = createServer((_, response) => {
      over = streamJob(response, { read, watch }, limits, stop.signal);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => void server.close());

  beforeEach(() => {
    view = WAITS;
    fails = false;
    limits = { heartbeatMs: 60_000, longestMs: 60_000 };
    stop = new AbortController();
  });

  /** Reads on until the text so far holds `part`; null: until the end. */
  async function reader(signal?: AbortSignal): Promise<(part: string | null) => Promise<string>> {
    const { body } = await fetch(url, signal ? { signal } : {});
    const chunks = body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    return async (part) => {
      while (part === null || !text.includes(part)) {
        const { done = true, value = '' } = (await chunks?.read()) ?? {};
        if (done) break;
        text += value;
      }
      return text;
    };
  }

  it('tells each change once, and the end', async () => {
    const read = await reader();
    await read('"queued"');
    change({ status: 'running', progress: 0.5 });
    await read('0.5');
    change({ status: 'done', progress: 1, goods_count: 3 });
    const text = await read(null);
    expect(text.match(/^event: .*$/gm)).toEqual(['event: progress', 'event: progress', 'event: done']);
    await over;
    expect(listeners.size).toBe(0);
  });

  it('says that it is there when nothing is new, and finds out by itself what nobody told it', async () => {
    limits.heartbeatMs = 5;
    const read = await reader();
    await read(': still there');
    fails = true;
    await read(': still there\n\n: still there\n\n: still there');
    fails = false;
    view = { ...view, status: 'failed', error: 'It could not be made' };
    expect(await read(null)).toMatch(/event: failed\ndata: .*could not be made.*\n\n$/);
    await over;
    expect(listeners.size).toBe(0);
  });

  it('ends after its longest time, and when it is stopped', async () => {
    limits.longestMs = 20;
    const tooLong = await reader();
    expect(await tooLong(null)).toMatch(/^event: progress\n.*\n\n$/);
    limits.longestMs = 60_000;
    const read = await reader();
    await read('"queued"');
    stop.abort();
    await read(null);
    await over;
    expect(listeners.size).toBe(0);
  });

  it('is over when its client leaves', async () => {
    const client = new AbortController();
    const read = await reader(client.signal);
    await read('"queued"');
    expect(listeners.size).toBe(1);
    client.abort();
    await over;
    expect(listeners.size).toBe(0);
  });
});
