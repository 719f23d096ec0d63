import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiAnswer, type ApiClient } from '@tor/testing/api-client';
import { openEventStream, type EventStream } from '@tor/testing/event-stream';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { expectProblem } from './shop-steps.js';

describe('forecast jobs while no worker runs', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await startTestStack({ env: { FORECAST_JOB_LIMIT_PER_MINUTE: '3' } });
  });

  afterAll(() => stack.stop());

  const ask = (shop: ApiClient, headers: Record<string, string> = {}): Promise<ApiAnswer> =>
    shop.send('/api/forecast/jobs', { method: 'POST', headers });

  const watch = (shop: ApiClient, id: string): Promise<EventStream> =>
    openEventStream(`${shop.url}/api/forecast/jobs/${id}/events`, shop.accessToken);

  it('wait, and say so', async () => {
    const shop = await stack.newShop();
    const { status, body } = await ask(shop);
    expect([status, body.data]).toEqual([
      202,
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        status: 'queued',
        progress: 0,
        created_at: expect.stringMatching(/Z$/),
        finished_at: null,
        goods_count: null,
        error: null,
      },
    ]);
    expect(expectOk(await shop.get(`/api/forecast/jobs/${body.data.id}`)).body.data).toEqual(body.data);
  });

  it('are answered the same under the same key, with their place', async () => {
    const shop = await stack.newShop();
    const key = { 'Idempotency-Key': 'forecast-of-today' };
    const first = await ask(shop, key);
    const again = await ask(shop, key);
    expect([again.status, again.body]).toEqual([202, first.body]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    for (const { headers } of [first, again]) {
      expect(headers.get('location')).toBe(`/api/forecast/jobs/${first.body.data.id}`);
    }
  });

  it('may be asked for a few times a minute, and looked at more often', async () => {
    const shop = await stack.newShop();
    for (let times = 0; times < 3; times++) expect((await ask(shop)).status).toBe(202);
    const refused = await ask(shop);
    expectProblem(refused, 429, 'too_many_requests');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expectOk(await shop.get('/api/forecast/'));
    expect((await ask(await stack.newShop())).status).toBe(202);
  });

  it('are answered again under their key however many were asked for', async () => {
    const shop = await stack.newShop();
    const key = { 'Idempotency-Key': 'the-first' };
    const first = await ask(shop, key);
    expect(first.status).toBe(202);
    for (let times = 0; times < 5; times++) expect((await ask(shop, key)).body).toEqual(first.body);
    for (let times = 0; times < 2; times++) expect((await ask(shop)).status).toBe(202);
    for (let times = 0; times < 2; times++) {
      expectProblem(await ask(shop, { 'Idempotency-Key': 'too-many' }), 429, 'too_many_requests');
    }
    const again = await ask(shop, key);
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([202, 'true']);
    expect([again.body, again.headers.get('location')]).toEqual([first.body, first.headers.get('location')]);
  });

  it('are streamed five at a time to a shop, with heartbeats; a place is free again when its client has left', async () => {
    const shop = await stack.newShop();
    const { id } = (await ask(shop)).body.data;
    const streams = await Promise.all(Array.from({ length: 5 }, () => watch(shop, id)));
    for (const stream of streams) {
      const { value } = await stream.events.next();
      expect([stream.status, value]).toEqual([200, { name: 'progress', data: expect.objectContaining({ id }) }]);
    }
    expectProblem(await shop.get(`/api/forecast/jobs/${id}/events`), 429, 'too_many_requests');
    // Another shop has places of its own.
    const other = await stack.newShop();
    const others = await watch(other, (await ask(other)).body.data.id);
    expect(others.status).toBe(200);

    const [first, second, ...rest] = streams;
    expect((await first?.events.next())?.value).toEqual({ name: null, data: null });
    second?.leave();
    let next = await watch(shop, id);
    // The API hears a moment later that a client is gone.
    while (next.status === 429) next = await watch(shop, id);
    expect(next.status).toBe(200);
    for (const stream of [first, ...rest, next, others]) stream?.leave();
  });

  it('are not held open by a question about their head', async () => {
    const shop = await stack.newShop();
    const { id } = (await ask(shop)).body.data;
    const answer = await shop.request('HEAD', `/api/forecast/jobs/${id}/events`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      expect.stringMatching(/^text\/event-stream/),
    ]);
  });

  it('end with the API: a stream does not hold up its stop', async () => {
    const alone = await startTestStack();
    const shop = await alone.newShop();
    const stream = await watch(shop, (await ask(shop)).body.data.id);
    await stream.events.next();
    const stopped = alone.stop();
    // It says when to come back, and ends as streams end; it does not break off.
    expect(await stream.events.next()).toEqual({ done: false, value: { name: null, data: null } });
    expect((await stream.events.next()).done).toBe(true);
    await stopped;
  });
});
