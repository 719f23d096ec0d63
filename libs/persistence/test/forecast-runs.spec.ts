import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { parseCalendarDay } from '@tor/kernel/calendar-day';
import { parseTenantId, type TenantId } from '@tor/kernel/tenant-id';
import { createTestDatabase, type TestDatabase } from '@tor/testing/test-database';
import { AccountStore } from '../src/account-store.js';
import { appDataSource } from '../src/data-source.js';
import type { NewInference } from '../src/repositories/forecast.repository.js';
import { TenantDatabase } from '../src/tenant-database.js';

const DAY_MS = 86_400_000;
const asOf = parseCalendarDay('2026-03-05');

describe('forecast runs', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let tenants: TenantDatabase;
  let tenant: TenantId;
  let inference: NewInference;

  beforeAll(async () => {
    database = await createTestDatabase();
    const options = {
      url: database.appUrl,
      role: 'tor_app',
      poolSize: 2,
      applicationName: 'test',
      statementTimeoutMs: 15_000,
    };
    dataSource = await appDataSource(options).initialize();
    tenants = new TenantDatabase(dataSource);
    tenant = parseTenantId(randomUUID());
    await new AccountStore(dataSource).create(tenant, 'ani@shop.example', 'no hash');
    const goods = await tenants.run(tenant, (shop) =>
      shop.goods.insert({
        name: 'Kopi',
        category: null,
        price: 100n,
        sku: null,
        unit: null,
        costPrice: 0n,
        leadTimeDays: null,
        lowStockThreshold: null,
      }),
    );
    inference = {
      goodsId: goods.id,
      demandVersion: 0,
      model: 'xgboost',
      predicted: [1],
      lower: [0],
      upper: [2],
      weekLower: 3,
      weekUpper: 11,
      meanAbsoluteError: 1,
      protectionDays: 10,
      serviceLevel: 0.95,
      protectionDemand: 10,
      protectionSafetyStock: 5,
      protectionLowerDemand: 6,
      protectionUpperDemand: 15,
      leadTimeDays: 3,
      leadTimeDemand: 3,
      leadTimeSafetyStock: 2,
      protectionQuantiles: [4, 6, 8, 10, 12, 15, 17, 20],
      basisDays: 120,
      basisSaleDays: 41,
      basisDaysSinceLastSale: null,
      basisRecentUnits: 28,
      basisRecentDaysOutOfStock: 0,
      stockQuantity: 4,
      restockQuantity: 11,
    };
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const begin = (id: string, startedAt: Date): Promise<boolean> =>
    tenants.run(tenant, (shop) => shop.forecasts.begin({ id, asOf, horizonDays: 30, startedAt }));

  const complete = (id: string, startedAt: Date, finishedAt: Date): Promise<boolean> =>
    tenants.run(tenant, (shop) => shop.forecasts.complete(id, startedAt, finishedAt, [inference]));

  const written = (id: string): Promise<unknown[]> =>
    database.query('SELECT 1 FROM restock_inferences WHERE run_id = $1', [id]);

  it('are written once when their job is delivered twice: by the delivery that opened them last', async () => {
    const id = randomUUID();
    const first = new Date('2026-03-05T01:00:00.000Z');
    const second = new Date('2026-03-05T01:00:31.000Z');
    expect(await begin(id, first)).toBe(true);
    expect(await begin(id, second)).toBe(true);
    expect(await complete(id, first, second)).toBe(false);
    expect(await written(id)).toHaveLength(0);
    expect(await complete(id, second, second)).toBe(true);
    expect(await complete(id, second, second)).toBe(false);
    expect(await written(id)).toHaveLength(1);
    expect(await begin(id, second)).toBe(false);
  });

  it('can be taken up again after a failure', async () => {
    const id = randomUUID();
    const startedAt = new Date('2026-03-05T02:00:00.000Z');
    await begin(id, startedAt);
    await tenants.run(tenant, (shop) => shop.forecasts.fail(id, startedAt, startedAt, 'out of memory'));
    expect(await database.query('SELECT status, error FROM forecast_runs WHERE id = $1', [id])).toEqual([
      { status: 'failed', error: 'out of memory' },
    ]);
    expect(await begin(id, startedAt)).toBe(true);
    expect(await complete(id, startedAt, startedAt)).toBe(true);
  });

  it('are removed with their inferences after 90 days, when the shop has a newer one', async () => {
    const [old, kept, newest] = [randomUUID(), randomUUID(), randomUUID()];
    const now = new Date('2026-09-01T00:00:00.000Z');
    for (const [id, ageDays] of [
      [old, 91],
      [kept, 89],
    ] as const) {
      const at = new Date(now.getTime() - ageDays * DAY_MS);
      await begin(id, at);
      await complete(id, at, at);
    }
    await begin(newest, now);
    expect(await complete(newest, now, now)).toBe(true);
    expect([await written(old), await written(kept), await written(newest)].map(({ length }) => length)).toEqual([
      0, 1, 1,
    ]);
    expect(await database.query('SELECT 1 FROM forecast_runs WHERE id = $1', [old])).toEqual([]);
  });

  describe('say what they were made from', () => {
    const hash = (on = asOf): Promise<string | null> => tenants.run(tenant, (shop) => shop.forecasts.inputHash(on));

    const book = (change: number, at: string): Promise<unknown> =>
      database.query(
        `INSERT INTO stock_movements (user_id, goods_id, kind, quantity_change, created_at)
         VALUES ($1, $2, 'adjustment', $3, $4::timestamp AT TIME ZONE 'Asia/Jakarta')`,
        [tenant, inference.goodsId, change, at],
      );

    it('other than before when the ledger of past days has changed, which says when shelves were empty', async () => {
      const id = randomUUID();
      const startedAt = new Date('2026-03-05T03:00:00.000Z');
      await book(4, '2026-02-20 10:00');
      await begin(id, startedAt);
      const runHash = async (): Promise<unknown> =>
        (await database.query('SELECT input_hash AS hash FROM forecast_runs WHERE id = $1', [id]))[0];
      expect(await runHash()).toEqual({ hash: await hash() });
      let before = await hash();
      for (const at of ['2026-02-25 10:00', '2026-02-22 10:00', '2026-03-04 23:59']) {
        await book(-1, at);
        expect(await hash()).not.toBe(before);
        before = await hash();
      }
    });

    it('the same as long as only the day itself has gone on: no day before it has become empty or full', async () => {
      const before = await hash();
      await book(1, '2026-03-05 00:00');
      await book(3, '2026-03-05 16:00');
      expect(await hash()).toBe(before);
      expect(await hash(parseCalendarDay('2026-03-06'))).not.toBe(before);
    });
  });
});
