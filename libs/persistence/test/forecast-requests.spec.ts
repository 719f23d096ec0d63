import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseCalendarDay } from '@tor/kernel/calendar-day';
import { parseTenantId, type TenantId } from '@tor/kernel/tenant-id';
import { createTestDatabase, type TestDatabase } from '@tor/testing/test-database';
import type { DataSource } from 'typeorm';
import { appDataSource } from '../src/data-source.js';
import { ForecastRequests, type NotedForecast } from '../src/forecast-requests.js';
import { TenantDatabase } from '../src/tenant-database.js';

describe('forecasts that are asked for', () => {
  let database: TestDatabase;
  let source: DataSource;
  let requests: ForecastRequests;

  beforeAll(async () => {
    database = await createTestDatabase();
    source = await appDataSource({
      ...{ url: database.appUrl, role: 'tor_app', poolSize: 5 },
      ...{ applicationName: 'test', statementTimeoutMs: 10_000 },
    }).initialize();
    requests = new ForecastRequests(source);
  });

  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  async function newShop(): Promise<TenantId> {
    const id = parseTenantId(randomUUID());
    await database.query('INSERT INTO users (id, email) VALUES ($1, $2)', [id, `${id}@shop.example`]);
    await database.query('INSERT INTO shop_settings (user_id) VALUES ($1)', [id]);
    return id;
  }

  const at = (second: number): Date => new Date(Date.UTC(2026, 0, 5, 0, 0, second));
  const ask = (tenantId: TenantId, change: Partial<NotedForecast> = {}): NotedForecast => ({
    ...{ tenantId, jobId: randomUUID(), askedAt: at(0), dueAt: at(0), nightly: false },
    ...change,
  });

  it('are one a shop: the first keeps its job, as early and as urgent as any of them', async () => {
    const shop = await newShop();
    const night = ask(shop, { nightly: true, dueAt: at(60) });
    expect(await requests.note(night)).toEqual(night);
    const joined = await requests.note(ask(shop, { askedAt: at(10), dueAt: at(10) }));
    expect(joined).toEqual({ ...night, nightly: false, askedAt: at(10), dueAt: at(10) });
    expect(await requests.note(ask(shop, { nightly: true, dueAt: at(90) }))).toEqual(joined);
    expect(await requests.find(shop, night.jobId)).toEqual(joined);
    expect(await requests.find(await newShop(), night.jobId)).toBeNull();
  });

  it('are struck by their own job alone', async () => {
    const shop = await newShop();
    const { jobId } = await requests.note(ask(shop));
    await requests.strike(shop, randomUUID());
    await requests.strike(await newShop(), jobId);
    expect(await requests.find(shop, jobId)).not.toBeNull();
    await requests.strike(shop, jobId);
    expect(await requests.find(shop, jobId)).toBeNull();
  });

  it('are noted until their run is done, or given up', async () => {
    const tenants = new TenantDatabase(source);
    for (const end of ['done', 'given up'] as const) {
      const shop = await newShop();
      const { jobId: id } = await requests.note(ask(shop));
      const run = { id, asOf: parseCalendarDay('2026-01-05'), horizonDays: 30 };
      await tenants.run(shop, (scope) => scope.forecasts.begin({ ...run, startedAt: at(1) }));
      await tenants.run(shop, (scope) => scope.forecasts.fail(id, at(1), at(2), 'no room'));
      expect(await requests.find(shop, id)).not.toBeNull();
      await tenants.run(shop, (scope) => scope.forecasts.begin({ ...run, startedAt: at(3) }));
      await tenants.run(shop, async (scope) => {
        if (end === 'done') await scope.forecasts.complete(id, at(3), at(4), []);
        else await scope.forecasts.giveUp({ ...run, at: at(4), error: 'no room' });
      });
      expect(await requests.find(shop, id)).toBeNull();
    }
  });

  it('are looked through by one process at a time, a page after the other', async () => {
    await database.query('DELETE FROM forecast_requests');
    const noted: NotedForecast[] = [];
    for (let second = 0; second < 5; second++)
      noted.push(await requests.note(ask(await newShop(), { dueAt: at(second) })));
    noted.sort((a, b) => (a.tenantId < b.tenantId ? -1 : 1));
    const other = new ForecastRequests(source);
    const pages: number[] = [];
    const seen: NotedForecast[] = [];
    const alone = await requests.alone(async (read) => {
      expect(await other.alone(() => Promise.reject(new Error('not alone')))).toBe(false);
      for (let after: TenantId | null = null, full = true; full;) {
        const page: NotedForecast[] = await read({ after, limit: 2 });
        pages.push(page.length);
        seen.push(...page);
        full = page.length === 2;
        after = page.at(-1)?.tenantId ?? null;
      }
      const due = await read({ after: null, dueBy: at(2), limit: 10 });
      expect(due).toEqual(noted.filter(({ dueAt }) => dueAt <= at(2)));
    });
    expect([alone, pages, seen]).toEqual([true, [2, 2, 1], noted]);
    expect(await other.alone(() => Promise.resolve())).toBe(true);
  });
});
