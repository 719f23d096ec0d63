import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { parseCalendarDay } from '@tor/kernel/calendar-day';
import { parseTenantId, type TenantId } from '@tor/kernel/tenant-id';
import { createTestDatabase, type TestDatabase } from '@tor/testing/test-database';
import { AccountStore } from '../src/account-store.js';
import { appDataSource } from '../src/data-source.js';
import { TenantDatabase } from '../src/tenant-database.js';

const ZONE = 'Asia/Jakarta';
const TODAY = parseCalendarDay('2026-03-20');

/** A line of the ledger: when, by the clock of Jakarta, and by how many units. */
type Line = readonly [at: string, change: number];

describe('the days on which a shelf was empty', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let tenants: TenantDatabase;
  let tenant: TenantId;

  beforeAll(async () => {
    database = await createTestDatabase();
    const options = { url: database.appUrl, role: 'tor_app', poolSize: 2, applicationName: 'test' };
    dataSource = await appDataSource({ ...options, statementTimeoutMs: 15_000 }).initialize();
    tenants = new TenantDatabase(dataSource);
    tenant = await newShop();
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  async function newShop(): Promise<TenantId> {
    const id = parseTenantId(randomUUID());
    await new AccountStore(dataSource).create(id, `${id}@shop.example`, 'no hash');
    return id;
  }

  async function goodsWith(lines: readonly Line[], owner = tenant): Promise<string> {
    const id = randomUUID();
    await database.query(
      'INSERT INTO goods (user_id, id, name, price, stock_quantity) VALUES ($1, $2, $3, 1, $4::int)',
      [
        owner,
        id,
        'Kopi',
        Math.max(
          0,
          lines.reduce((sum, [, change]) => sum + change, 0),
        ),
      ],
    );
    for (const [at, change] of lines) {
      await database.query(
        `INSERT INTO stock_movements (user_id, goods_id, kind, quantity_change, created_at)
         VALUES ($1, $2, 'adjustment', $3, $4::timestamp AT TIME ZONE $5)`,
        [owner, id, change, at, ZONE],
      );
    }
    return id;
  }

  async function rangesOf(lines: readonly Line[], saleDays: readonly string[] = []): Promise<string[]> {
    const id = await goodsWith(lines);
    await database.query(
      `INSERT INTO sales (user_id, id, goods_id, quantity, sale_date, unit_price, unit_cost)
       SELECT $1, gen_random_uuid(), $2, 1, day, 1, 0 FROM unnest($3::date[]) AS day`,
      [tenant, id, saleDays],
    );
    const shelves = await tenants.run(tenant, (shop) => shop.stock.emptyShelves(ZONE, TODAY));
    return shelves.filter(({ goodsId }) => goodsId === id).map(({ firstDay, lastDay }) => `${firstDay} ${lastDay}`);
  }

  it.each<[string, Line[], string[]]>([
    [
      'are the whole days between selling out and the next delivery',
      [
        ['2026-03-02 10:00', 5],
        ['2026-03-04 18:00', -5],
        ['2026-03-08 09:00', 7],
      ],
      ['2026-03-05 2026-03-07'],
    ],
    [
      'go up to yesterday while nothing is delivered',
      [
        ['2026-03-02 10:00', 5],
        ['2026-03-17 23:59', -5],
      ],
      ['2026-03-18 2026-03-19'],
    ],
    [
      'are none where stock went and came within a day',
      [
        ['2026-03-02 10:00', 5],
        ['2026-03-04 08:00', -5],
        ['2026-03-04 23:00', 3],
      ],
      [],
    ],
    [
      'are none where it came the day after',
      [
        ['2026-03-02 10:00', 5],
        ['2026-03-04 08:00', -5],
        ['2026-03-05 00:01', 3],
      ],
      [],
    ],
    [
      'are none of today',
      [
        ['2026-03-02 10:00', 5],
        ['2026-03-19 08:00', -5],
      ],
      [],
    ],
    ['are none before the first line', [['2026-03-15 10:00', 5]], []],
    [
      'are counted by the clock of the shop',
      [
        ['2026-03-02 10:00', 5],
        ['2026-03-04 01:00', -5],
        ['2026-03-06 01:00', 3],
      ],
      ['2026-03-05 2026-03-05'],
    ],
    [
      'are as many as there were',
      [
        ['2026-03-02 10:00', 5],
        ['2026-03-04 08:00', -5],
        ['2026-03-06 08:00', 3],
        ['2026-03-07 08:00', -3],
        ['2026-03-09 08:00', 1],
      ],
      ['2026-03-05 2026-03-05', '2026-03-08 2026-03-08'],
    ],
    [
      'are not cut by history that is booked and sold at one moment',
      [
        ['2026-03-02 10:00', 5],
        ['2026-03-04 08:00', -5],
        ['2026-03-06 08:00', 9],
        ['2026-03-06 08:00', -4],
        ['2026-03-06 08:00', -5],
        ['2026-03-09 08:00', 1],
      ],
      ['2026-03-05 2026-03-08'],
    ],
    [
      'are unknown where the books never held any stock',
      [
        ['2026-03-06 08:00', 9],
        ['2026-03-06 08:00', -9],
      ],
      [],
    ],
  ])('%s', async (_, lines, ranges) => {
    expect(await rangesOf(lines)).toEqual(ranges);
  });

  it.each<[string, Line[], string[], string[]]>([
    [
      'are none where one day of them had a sale: the ledger did not know of what was there',
      [
        ['2026-03-02 10:00', 5],
        ['2026-03-04 18:00', -5],
        ['2026-03-08 09:00', 7],
      ],
      ['2026-03-06'],
      [],
    ],
    [
      'are those that no sale is dated in, and others are not touched by it',
      [
        ['2026-03-02 10:00', 5],
        ['2026-03-04 08:00', -5],
        ['2026-03-06 08:00', 3],
        ['2026-03-07 08:00', -3],
        ['2026-03-10 08:00', 1],
      ],
      ['2026-03-02', '2026-03-04', '2026-03-06', '2026-03-07', '2026-03-09', '2026-03-10'],
      ['2026-03-05 2026-03-05'],
    ],
    [
      'are none of goods that held stock once and whose sales are imported beside the ledger since',
      [
        ['2026-02-02 10:00', 5],
        ['2026-02-04 18:00', -5],
        // What an import of past sales writes: it comes and goes at one moment.
        ['2026-03-18 12:00', 6],
        ['2026-03-18 12:00', -2],
        ['2026-03-18 12:00', -4],
      ],
      ['2026-02-20', '2026-03-01'],
      [],
    ],
    [
      'are none of days before the first line, whatever was imported for them',
      [
        ['2026-03-15 10:00', 5],
        ['2026-03-15 11:00', 2],
        ['2026-03-15 11:00', -2],
        ['2026-03-17 11:00', -5],
      ],
      ['2026-03-01', '2026-03-03', '2026-03-17'],
      ['2026-03-18 2026-03-19'],
    ],
  ])('%s', async (_, lines, saleDays, ranges) => {
    expect(await rangesOf(lines, saleDays)).toEqual(ranges);
  });

  it("are the shop's own", async () => {
    const other = await newShop();
    await goodsWith(
      [
        ['2026-03-02 10:00', 5],
        ['2026-03-04 08:00', -5],
      ],
      other,
    );
    expect(await tenants.run(other, (shop) => shop.stock.emptyShelves(ZONE, TODAY))).toHaveLength(1);
    expect(await tenants.run(await newShop(), (shop) => shop.stock.emptyShelves(ZONE, TODAY))).toEqual([]);
  });
});
