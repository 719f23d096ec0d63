import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { calendarDayAt } from '@tor/kernel/calendar-day';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { readMetrics, type MetricsPage } from '@tor/testing/metrics-page';
import { seedHistory } from '@tor/testing/seed-history';
import { API_AND_WORKER, startTestStack, type TestStack, type TestStackOptions } from '@tor/testing/test-stack';
import type { QueueUnderTest } from './forecast-path.js';

/** What holds of the metrics about jobs and forecasts, whichever backend the queue has. */
export function describeMetricsPath(backend: string, startQueue: () => Promise<QueueUnderTest>): void {
  describe(`metrics with the queue on ${backend}`, () => {
    let queue: QueueUnderTest;
    let test: TestStack;

    /** On a queue of its own, so that nothing is left in it of a database that is gone. */
    async function start(options: TestStackOptions): Promise<void> {
      queue = await startQueue();
      test = await startTestStack({ ...options, env: { ...options.env, ...queue.env } });
    }

    async function stop(): Promise<void> {
      await test.stop();
      await queue.stop();
    }

    const today = calendarDayAt(new Date(), 'Asia/Jakarta');

    async function shopWithHistory(goods: number): Promise<ApiClient> {
      const shop = await test.newShop();
      await seedHistory(test.database, { userId: shop.userId, goods, days: 200, today });
      return shop;
    }

    describe('while no worker runs', () => {
      beforeAll(() => start({}));
      afterAll(stop);

      it('say how many jobs wait, and for how long the oldest does', async () => {
        const begin = Date.now();
        for (let shops = 0; shops < 3; shops++) {
          expect((await (await shopWithHistory(1)).post('/api/forecast/jobs', {})).status).toBe(202);
          if (shops === 0) await pause(300);
        }
        const metrics = await readMetrics(test.stack.apiUrl);
        const states = metrics.samples('tor_queue_jobs').map(({ labels, value }) => [labels['state'], value]);
        expect(Object.fromEntries(states)).toEqual({
          ...{ waiting: 3, prioritized: 0, active: 0, delayed: 0, completed: 0, failed: 0 },
        });
        const age = metrics.sum('tor_queue_oldest_waiting_seconds');
        // The oldest is the first one and not one of the later ones.
        expect(age).toBeGreaterThanOrEqual(0.3);
        expect(age).toBeLessThanOrEqual((Date.now() - begin) / 1000);
      });
    });

    describe('while a worker runs', () => {
      beforeAll(() => start({ env: { FORECAST_WAIT_MS: '60000' }, programs: API_AND_WORKER }));
      afterAll(stop);

      const workerMetrics = (): Promise<MetricsPage> => readMetrics(test.stack.workerUrl ?? '');

      /** The first forecast of a shop, as if it had been made a week ago: today's will score it. */
      async function shopForecastAWeekAgo(goods: number): Promise<ApiClient> {
        const shop = await shopWithHistory(goods);
        expectOk(await shop.get('/api/forecast/'));
        await test.database.query(
          `UPDATE forecast_runs SET as_of = as_of - 7, finished_at = finished_at - interval '7 days' WHERE user_id = $1`,
          [shop.userId],
        );
        return shop;
      }

      it('count and time jobs, trainings and goods', async () => {
        const shop = await shopWithHistory(8);
        const before = await workerMetrics();
        expect(before.sum('tor_jobs_under_way')).toBe(0);
        expectOk(await shop.get('/api/forecast/'));
        const after = await workerMetrics();
        const more = (name: string, labels = {}): number => after.sum(name, labels) - before.sum(name, labels);
        const job = { job_name: 'forecast-shop' };
        expect(more('tor_job_duration_seconds_count', { ...job, outcome: 'completed' })).toBe(1);
        expect(more('tor_job_start_delay_seconds_count', job)).toBe(1);
        expect(more('tor_forecast_goods_total')).toBe(8);
        expect(more('tor_forecast_training_seconds_count')).toBe(1);
        expect(more('tor_forecast_training_seconds_sum')).toBeGreaterThan(0);
        expect(more('tor_forecast_training_seconds_sum')).toBeLessThan(more('tor_job_duration_seconds_sum', job));
        for (const step of ['start', 'features', 'training', 'prediction']) {
          expect(more('tor_forecast_training_cpu_seconds_total', { step })).toBeGreaterThan(0);
        }
        // There was no forecast whose week is over.
        expect(more('tor_forecast_wape_count')).toBe(0);
        expect(after.samples('tor_db_pool_connections')).toHaveLength(2);
      });

      it('say how far off the forecasts of a week ago were, as their owners are told, each of them once', async () => {
        for (const goods of [3, 2]) {
          const shop = await shopForecastAWeekAgo(goods);
          const accuracy = expectOk(await shop.get('/api/forecast/accuracy?days=7')).body.data;
          expect(accuracy.weeks_scored).toBe(goods);
          const [sales] = await test.database.query<{ units: number }>(
            'SELECT sum(quantity)::int AS units FROM sales WHERE user_id = $1 AND sale_date >= $2::date - 7',
            [shop.userId, today],
          );
          const sold = sales?.units ?? 0;

          const before = await workerMetrics();
          expectOk(await shop.get('/api/forecast/'));
          // Made anew on the same day.
          expectOk(await shop.put('/api/settings', { service_level: 0.7 }));
          expectOk(await shop.get('/api/forecast/'));
          const after = await workerMetrics();

          const more = (name: string): number => after.sum(name) - before.sum(name);
          expect(more('tor_job_duration_seconds_count')).toBe(2);
          expect(more('tor_forecast_wape_count')).toBe(1);
          expect(more('tor_forecast_wape_sum')).toBeCloseTo(accuracy.week_wape, 3);
          expect(more('tor_forecast_scored_units_total')).toBe(sold);
          expect(more('tor_forecast_error_units_total') / sold).toBeCloseTo(accuracy.week_wape, 3);
          expect(more('tor_forecast_naive_error_units_total') / sold).toBeCloseTo(accuracy.naive_week_wape, 3);
        }
      }, 120_000);

      it('hold nothing of any shop', async () => {
        const { text } = await workerMetrics();
        expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/);
        expect(text).not.toMatch(/owner|@|Goods \d/);
      });

      it('count tries that failed, and jobs that are given up', async () => {
        const shop = await shopWithHistory(1);
        await test.database.query(
          `CREATE FUNCTION tor.refuse_run() RETURNS trigger LANGUAGE plpgsql AS
             $$ BEGIN RAISE EXCEPTION 'no room for runs'; END $$;
           CREATE TRIGGER refuse_run BEFORE INSERT ON tor.forecast_runs FOR EACH ROW EXECUTE FUNCTION tor.refuse_run()`,
        );
        const before = await workerMetrics();
        const { body } = await shop.post('/api/forecast/jobs', {});
        while ((await shop.get(`/api/forecast/jobs/${body.data.id}`)).body.data?.status !== 'failed') await pause(100);
        const after = await workerMetrics();
        const more = (name: string, labels = {}): number => after.sum(name, labels) - before.sum(name, labels);
        expect(more('tor_job_duration_seconds_count', { job_name: 'forecast-shop', outcome: 'failed' })).toBe(3);
        expect(more('tor_job_duration_seconds_count', { outcome: 'completed' })).toBe(0);
        expect(more('tor_jobs_given_up_total', { job_name: 'forecast-shop' })).toBe(1);
        expect(more('tor_job_start_delay_seconds_count')).toBe(1);
        const depth = await readMetrics(test.stack.apiUrl);
        expect(depth.sum('tor_queue_jobs', { state: 'failed' })).toBe(1);
        expect(depth.sum('tor_queue_jobs', { state: 'completed' })).toBeGreaterThanOrEqual(5);
      }, 120_000);
    });
  });
}
