import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { calendarDayAt } from '@tor/kernel/calendar-day';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { openEventStream, type EventStream, type StreamedEvent } from '@tor/testing/event-stream';
import { seedHistory } from '@tor/testing/seed-history';
import { API_AND_WORKER, startTestStack, type TestStack } from '@tor/testing/test-stack';
import type { QueueUnderTest } from './forecast-path.js';
import { jobsCommand } from './operator.js';

const NOBODYS_ID = '7d1c7a6e-0c0a-4a63-9b1b-6f2f6d1d2c33';

const UNWRITABLE = `
  CREATE FUNCTION tor.refuse_inference() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'no room for inferences'; END $$;
  CREATE TRIGGER refuse_inference BEFORE INSERT ON tor.restock_inferences
    FOR EACH ROW WHEN (NEW.user_id = '%s'::uuid) EXECUTE FUNCTION tor.refuse_inference()`;
const WRITABLE = `DROP TRIGGER refuse_inference ON tor.restock_inferences; DROP FUNCTION tor.refuse_inference`;

/** What holds of forecast jobs that are watched, and of those that fail, whichever backend the queue has. */
export function describeJobsPath(backend: string, startQueue: () => Promise<QueueUnderTest>): void {
  describe(`forecast jobs on the queue on ${backend}`, () => {
    let queue: QueueUnderTest;
    let test: TestStack;

    beforeAll(async () => {
      queue = await startQueue();
      test = await startTestStack({ env: { FORECAST_WAIT_MS: '30000', ...queue.env }, programs: API_AND_WORKER });
    });

    afterAll(async () => {
      await test.stop();
      await queue.stop();
    });

    async function shopWithHistory(goods: number): Promise<ApiClient> {
      const shop = await test.newShop();
      const today = calendarDayAt(new Date(), 'Asia/Jakarta');
      await seedHistory(test.database, { userId: shop.userId, goods, days: 60, today });
      return shop;
    }

    async function ask(shop: ApiClient): Promise<string> {
      const answer = await shop.post('/api/forecast/jobs', undefined);
      expect(answer.status).toBe(202);
      expect(answer.headers.get('location')).toBe(`/api/forecast/jobs/${answer.body.data.id}`);
      return answer.body.data.id;
    }

    const watch = (shop: ApiClient, id: string): Promise<EventStream> =>
      openEventStream(`${shop.url}/api/forecast/jobs/${id}/events`, shop.accessToken);

    async function allOf({ events }: EventStream): Promise<StreamedEvent[]> {
      const all: StreamedEvent[] = [];
      for await (const event of events) if (event.name !== null) all.push(event);
      return all;
    }

    const runsOf = (shop: ApiClient): Promise<{ id: string; status: string; error: string | null }[]> =>
      test.database.query('SELECT id, status, error FROM forecast_runs WHERE user_id = $1 ORDER BY started_at', [
        shop.userId,
      ]);

    it('are asked for, found, and watched to their end', async () => {
      const shop = await shopWithHistory(30);
      const id = await ask(shop);
      // Whoever asks meanwhile gets the same job.
      expect(new Set(await Promise.all([ask(shop), ask(shop), ask(shop)]))).toEqual(new Set([id]));
      const streams = await Promise.all([watch(shop, id), watch(shop, id)]);
      for (const { status, headers } of streams) {
        expect([status, headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
      }
      for (const events of await Promise.all(streams.map(allOf))) {
        const names = events.map(({ name }) => name);
        expect(names.slice(0, -1).every((name) => name === 'progress')).toBe(true);
        expect(names.at(-1)).toBe('done');
        const fractions: number[] = events.map(({ data }) => data.progress);
        expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
        expect(events.some(({ data }) => data.status === 'running')).toBe(true);
        expect(events.at(-1)?.data).toMatchObject({ id, status: 'done', progress: 1, goods_count: 30, error: null });
      }
      const found = expectOk(await shop.get(`/api/forecast/jobs/${id}`)).body.data;
      expect(found).toMatchObject({ id, status: 'done', progress: 1, goods_count: 30, error: null });
      expect(Date.parse(found.finished_at)).toBeGreaterThanOrEqual(Date.parse(found.created_at));
      expect(await runsOf(shop)).toEqual([{ id, status: 'done', error: null }]);

      // Finished, it is told of at once; asked for again, it is another.
      expect((await allOf(await watch(shop, id))).map(({ name }) => name)).toEqual(['done']);
      expect(await ask(shop)).not.toBe(id);
      const stranger = await test.newShop();
      expect((await stranger.get(`/api/forecast/jobs/${id}`)).status).toBe(404);
      expect((await watch(stranger, id)).status).toBe(404);
    });

    it('are told of from the database when the queue has forgotten them', async () => {
      const shop = await shopWithHistory(2);
      const id = await ask(shop);
      await allOf(await watch(shop, id));
      await test.database.query(
        `INSERT INTO forecast_runs (user_id, id, as_of, horizon_days, status, started_at)
         VALUES ($1, $2, current_date, 30, 'running', now())`,
        [shop.userId, NOBODYS_ID],
      );
      // A run that is open without a job has lost it.
      const lost = expectOk(await shop.get(`/api/forecast/jobs/${NOBODYS_ID}`)).body.data;
      expect(lost).toMatchObject({ id: NOBODYS_ID, status: 'failed', goods_count: null });
      expect((await allOf(await watch(shop, NOBODYS_ID))).map(({ name }) => name)).toEqual(['failed']);
      // The shop's next run closes it.
      const next = await ask(shop);
      await allOf(await watch(shop, next));
      expect((await runsOf(shop)).map(({ status }) => status).sort()).toEqual(['done', 'done', 'failed']);
    });

    it('that fail for good are tried again when something has changed or some time is over, and can be replayed', async () => {
      const shop = await shopWithHistory(3);
      await test.database.query(UNWRITABLE.replace('%s', shop.userId));
      const look = async (): Promise<{ stale: boolean }> =>
        expectOk(await shop.get('/api/forecast/')).body.data[0].forecast;
      expect(await look()).toMatchObject({ stale: true });
      const [failed] = await runsOf(shop);
      if (!failed) throw new Error('There is no run');
      expect(failed).toMatchObject({ status: 'failed', error: 'no room for inferences' });
      const job = expectOk(await shop.get(`/api/forecast/jobs/${failed.id}`)).body.data;
      expect(job).toMatchObject({ id: failed.id, status: 'failed', goods_count: null });
      expect(job.error).toMatch(/^The forecast could not be made\./);
      expect(job.error).not.toMatch(/room|inference/);
      const [end] = await allOf(await watch(shop, failed.id));
      expect(end).toMatchObject({ name: 'failed', data: job });

      // Looking again trains nothing again.
      for (let looks = 0; looks < 3; looks++) expect(await look()).toMatchObject({ stale: true });
      expect(await runsOf(shop)).toHaveLength(1);

      const listed = await jobsCommand(test, queue.env, 'list');
      expect(listed).toMatchObject({ code: 0, stderr: '' });
      expect(listed.stdout).toMatch(
        new RegExp(
          `^20.*Z  ${failed.id}  forecast-shop  tenant ${shop.userId}  3 attempts  no room for inferences`,
          'm',
        ),
      );
      const shown = await jobsCommand(test, queue.env, 'show', failed.id);
      expect(shown.stdout).toMatch(/^state +failed$/m);
      expect(shown.stdout).toMatch(new RegExp(`^tenant +${shop.userId}$`, 'm'));
      expect((await jobsCommand(test, queue.env, 'counts')).stdout).toMatch(/^failed +1$/m);

      // A setting that matters, while it still fails: tried once more.
      const tryOnce = async (): Promise<void> => {
        const before = (await runsOf(shop)).length;
        expect(await look()).toMatchObject({ stale: true });
        expect(await runsOf(shop)).toHaveLength(before + 1);
      };
      expectOk(await shop.put('/api/settings', { review_days: 9 }));
      await tryOnce();
      expect(await runsOf(shop)).toHaveLength(2);

      // The cool-down is over.
      await test.database.query(WRITABLE);
      expect(await look()).toMatchObject({ stale: true });
      await test.database.query(
        `UPDATE forecast_runs SET finished_at = finished_at - interval '15 minutes' WHERE user_id = $1`,
        [shop.userId],
      );
      expect(await look()).toMatchObject({ stale: false });
      expect((await runsOf(shop)).map(({ status }) => status)).toEqual(['failed', 'failed', 'done']);

      // Both dead ones, replayed: the second is the job that waits for the first already, or the next.
      const replayed = await jobsCommand(test, queue.env, 'replay', failed.id);
      const [, newId = ''] = /as job (\S+)\n/.exec(replayed.stdout) ?? [];
      expect(replayed.code).toBe(0);
      expect((await allOf(await watch(shop, newId))).at(-1)?.name).toBe('done');
      expect(await jobsCommand(test, queue.env, 'replay', newId)).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('has not failed for good: it is completed'),
      });
      expect((await jobsCommand(test, queue.env, 'replay-all')).code).toBe(0);
      expect((await jobsCommand(test, queue.env, 'list')).stdout).toBe('No job has failed for good.\n');
      // The dead one is still known by its run.
      expect(expectOk(await shop.get(`/api/forecast/jobs/${failed.id}`)).body.data.status).toBe('failed');
    }, 60_000);

    it('are looked for in vain by an operator who mistypes', async () => {
      for (const command of ['show', 'replay']) {
        expect(await jobsCommand(test, queue.env, command, NOBODYS_ID)).toMatchObject({
          code: 1,
          stdout: '',
          stderr: expect.stringContaining(`There is no job ${NOBODYS_ID}`),
        });
      }
    });
  });
}
