import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { calendarDayAt } from '@tor/kernel/calendar-day';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { ScriptedCollector } from '@tor/testing/scripted-collector';
import { seedHistory } from '@tor/testing/seed-history';
import { API_AND_WORKER, startTestStack, type TestStack } from '@tor/testing/test-stack';
import type { QueueUnderTest } from './forecast-path.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = '00f067aa0ba902b7';

/** What holds of the trace of a forecast, whichever backend the queue has. */
export function describeTraces(backend: string, startQueue: () => Promise<QueueUnderTest>): void {
  describe(`traces of a forecast by way of the queue on ${backend}`, () => {
    let queue: QueueUnderTest;
    let collector: ScriptedCollector;
    let test: TestStack;
    let shop: ApiClient;

    beforeAll(async () => {
      queue = await startQueue();
      collector = await ScriptedCollector.start();
      test = await startTestStack({
        env: { FORECAST_WAIT_MS: '60000', LOG_FORMAT: 'json', LOG_LEVEL: 'log', ...collector.env, ...queue.env },
        programs: API_AND_WORKER,
      });
      shop = await test.newShop();
      const today = calendarDayAt(new Date(), 'Asia/Jakarta');
      await seedHistory(test.database, { userId: shop.userId, goods: 3, days: 60, today });
    });

    afterAll(async () => {
      await test.stop();
      await collector.stop();
      await queue.stop();
    });

    it('go from the caller through request, queue, job and training, and name the shop', async () => {
      const headers = { traceparent: `00-${TRACE}-${CALLER}-01`, baggage: 'note=of-a-stranger' };
      expectOk(await shop.send('/api/forecast/?day_forecast=7', { headers }));
      const inTrace = (name: string, service: string) =>
        collector.span((span) => span.traceId === TRACE && span.name === name && span.service === service);

      const request = await inTrace('GET /api/forecast', 'tor-api');
      expect(request.parentSpanId).toBe(CALLER);
      expect(request.attributes).toMatchObject({
        'http.request.method': 'GET',
        'http.route': '/api/forecast',
        'http.response.status_code': 200,
        'tor.tenant_id': shop.userId,
      });
      const added = await inTrace('add forecast.forecast-shop', 'tor-api');
      const job = await inTrace('process forecast', 'tor-worker');
      expect(job.parentSpanId).toBe(added.spanId);
      expect(job.attributes).toMatchObject({ 'bullmq.job.name': 'forecast-shop' });
      const train = await inTrace('train', 'tor-worker');
      expect([train.parentSpanId, train.failed]).toEqual([job.spanId, false]);
      const transaction = await inTrace('tenant transaction', 'tor-worker');
      expect(transaction.attributes).toEqual({ 'tor.tenant_id': shop.userId });
      expect(collector.spans.filter(({ name }) => /getNextJob|extendLocks|updateJobProgress/.test(name))).toEqual([]);
    });

    it('hold no query, no token and nothing of strangers', () => {
      const sent = Buffer.concat(collector.bodies).toString('latin1');
      for (const secret of [
        'day_forecast',
        shop.accessToken ?? '',
        'a good password',
        'of-a-stranger',
        '@shop.example',
      ]) {
        expect(sent).not.toContain(secret);
      }
    });

    it('are named in the log', async () => {
      const ofTrace = (): string[] => test.log.filter((line) => line.includes(TRACE));
      for (let tries = 0; tries < 200 && ofTrace().length < 1; tries++) await test.anonymous.get('/health/live');
      expect(JSON.parse(ofTrace()[0]?.replace(/^\w+ +\| /, '') ?? '')).toMatchObject({
        trace_id: TRACE,
        tenant_id: shop.userId,
      });
    });
  });
}
