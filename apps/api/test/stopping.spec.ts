import { Agent, request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { calendarDayAt } from '@tor/kernel/calendar-day';
import { RunningChild, type Exit } from '@tor/supervisor/child-process';
import { API } from '@tor/supervisor/programs';
import type { ApiClient } from '@tor/testing/api-client';
import { openEventStream } from '@tor/testing/event-stream';
import { seedHistory } from '@tor/testing/seed-history';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';

const GRACE_MS = 30_000;

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Whether the connection had carried a request before. */
  readonly reused: boolean;
}

/** Sends requests one after the other over one connection, as long as it lasts. */
class OneConnection {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(private readonly url: string) {}

  get(path: string): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const sent = request(this.url + path, { agent: this.#agent }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, reused: sent.reusedSocket });
        });
      });
      sent.on('error', reject);
      sent.end();
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

describe('an API that is asked to stop', () => {
  let test: TestStack;
  let shop: ApiClient;
  let child: RunningChild;
  let url: string;
  let connection: OneConnection;

  beforeAll(async () => {
    test = await startTestStack({ env: { FORECAST_WAIT_MS: '60000' } });
    shop = await test.newShop();
    const today = calendarDayAt(new Date(), 'Asia/Jakarta');
    await seedHistory(test.database, { userId: shop.userId, goods: 2, days: 20, today });
  });
  afterAll(() => test.stop());
  afterEach(async () => {
    connection.close();
    await child.stop(GRACE_MS);
  });

  async function start(env: Readonly<Record<string, string>> = {}): Promise<void> {
    child = new RunningChild({ ...API, env: { ...test.stack.env, PORT: '0', ...env } }, () => undefined);
    const { url: own } = await child.ready;
    url = `http://127.0.0.1:${new URL(String(own)).port}`;
    connection = new OneConnection(url);
  }

  /**
   * Asks over the kept connection until the API says that it drains. An answer that was under way when the stop began is a good
   * one and ends the connection already: what is asked next comes over another one.
   */
  async function untilItDrains(): Promise<Reply> {
    for (let keeps = true; ;) {
      const reply = await connection.get('/health/ready');
      expect(reply.reused).toBe(keeps);
      if (reply.status !== 200) return reply;
      keeps = reply.headers.connection === 'keep-alive';
    }
  }

  it('answers who asks over a kept connection, says that it is not ready, and ends the connection with that', async () => {
    // Long enough for one more connection.
    await start({ SHUTDOWN_DELAY_MS: '1000' });
    expect((await connection.get('/health/live')).status).toBe(200);
    const ended = child.stop(GRACE_MS);
    const reply = await untilItDrains();
    expect(reply.status).toBe(503);
    expect(JSON.parse(reply.text)).toMatchObject({ code: 'draining', status: 503 });
    expect(reply.headers).toMatchObject({
      connection: 'close',
      'content-type': 'application/problem+json; charset=utf-8',
    });
    expect(await ended).toEqual({ code: 0, signal: null });
    await expect(connection.get('/health/live')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('ends though connections are open that nobody uses', async () => {
    await start();
    expect((await connection.get('/health/live')).status).toBe(200);
    expect(await child.stop(GRACE_MS)).toEqual({ code: 0, signal: null });
  });

  it('still accepts connections while balancers notice, answers what takes long, and sends watchers elsewhere', async () => {
    await start({ SHUTDOWN_DELAY_MS: '5000' });
    const { body } = await shop.post('/api/forecast/jobs', undefined);
    const stream = await openEventStream(`${url}/api/forecast/jobs/${body.data.id}/events`, shop.accessToken);
    expect((await stream.events.next()).value).toMatchObject({ name: 'progress' });
    // No worker runs: it would wait for a minute.
    const forecast = fetch(`${url}/api/forecast`, { headers: { authorization: `Bearer ${shop.accessToken}` } });

    expect((await connection.get('/health/live')).status).toBe(200);
    let exit: Exit | undefined;
    const ended = child.stop(GRACE_MS).then((how) => (exit = how));
    expect((await untilItDrains()).status).toBe(503);
    const fresh = new OneConnection(url);
    expect(await fresh.get('/health/live')).toMatchObject({
      status: 200,
      reused: false,
      headers: { connection: 'close' },
    });
    fresh.close();
    const last: unknown[] = [];
    for await (const event of stream.events) last.push(event);
    expect(last.at(-1)).toEqual({ name: null, data: null });
    expect(exit).toBeUndefined();

    const answer = await forecast;
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ data: [{ is_forecasted: false }, { is_forecasted: false }] });
    await ended;
    expect(exit).toEqual({ code: 0, signal: null });
  }, 60_000);
});
