import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { parseTenantId, type TenantId } from '@tor/kernel/tenant-id';
import { startPostgresProxy } from '@tor/testing/postgres-proxy';
import { createTestDatabase, type TestDatabase } from '@tor/testing/test-database';
import { AccountStore } from '../src/account-store.js';
import { appDataSource } from '../src/data-source.js';
import { StatementNames } from '../src/statement-names.js';
import type { GoodsDetails } from '../src/repositories/goods.repository.js';
import { TenantDatabase } from '../src/tenant-database.js';

const GOODS: GoodsDetails = {
  name: 'Kopi',
  category: null,
  price: 100n,
  sku: null,
  unit: null,
  costPrice: 0n,
  leadTimeDays: null,
  lowStockThreshold: null,
};

describe('reads of a tenant', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let tenants: TenantDatabase;
  let ani: TenantId;
  let budi: TenantId;
  let goodsOfAni: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    // One connection: whatever one caller leaves on it, the next one meets.
    dataSource = await appDataSource({
      ...{ url: database.appUrl, role: 'tor_app', poolSize: 1 },
      ...{ applicationName: 'test', statementTimeoutMs: 15_000 },
    }).initialize();
    tenants = new TenantDatabase(dataSource);
    const accounts = new AccountStore(dataSource);
    [ani, budi] = [parseTenantId(randomUUID()), parseTenantId(randomUUID())];
    await accounts.create(ani, 'ani@shop.example', 'no hash');
    await accounts.create(budi, 'budi@shop.example', 'no hash');
    goodsOfAni = await tenants.run(ani, async (shop) => (await shop.goods.insert(GOODS)).id);
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const seen = (tenant: TenantId): Promise<number> =>
    tenants.read(tenant, async (shop) => (await shop.goods.list({ offset: 0, limit: 10 })).total);

  it('see its own rows and no others, first and prepared', async () => {
    for (let round = 0; round < 6; round++) {
      expect(await seen(ani)).toBe(1);
      expect(await seen(budi)).toBe(0);
    }
  });

  it('leave no tenant on the connection', async () => {
    await seen(ani);
    const { rows } = await askBare(
      `SELECT count(*)::int AS count, current_setting('app.user_id', true) AS tenant FROM goods`,
    );
    expect(rows).toEqual([{ count: 0, tenant: '' }]);
  });

  it('see their tenant each, though they are asked at once', async () => {
    const asked = Array.from({ length: 20 }, (_, number) => (number % 2 === 0 ? ani : budi));
    expect(await Promise.all(asked.map(seen))).toEqual(asked.map((tenant) => (tenant === ani ? 1 : 0)));
  });

  it('write nothing, and hold no rows', async () => {
    const write = tenants.read(ani, (shop) => shop.goods.update(goodsOfAni, { name: 'Teh' }));
    await expect(write).rejects.toThrow(/read-only transaction/);
    const archive = tenants.read(ani, (shop) => shop.goods.archive(goodsOfAni, new Date(0)));
    await expect(archive).rejects.toThrow(/read-only transaction/);
    expect(await tenants.read(ani, (shop) => shop.goods.get(goodsOfAni))).toMatchObject({
      name: 'Kopi',
      archivedAt: null,
    });
  });

  it('leave a connection that writes again, also after a statement that failed', async () => {
    await expect(tenants.read(ani, (shop) => shop.sales.find('not a uuid'))).rejects.toThrow(/uuid/);
    await tenants.run(ani, (shop) => shop.goods.update(goodsOfAni, { name: 'Kopi Gayo' }));
    expect(await tenants.read(ani, (shop) => shop.goods.get(goodsOfAni))).toMatchObject({ name: 'Kopi Gayo' });
    await tenants.run(ani, (shop) => shop.goods.update(goodsOfAni, { name: 'Kopi' }));
  });

  it('see what the transaction around them has written, and fail it when they fail', async () => {
    const renamed = await tenants.run(ani, async (shop) => {
      await shop.goods.update(goodsOfAni, { name: 'Kopi Toraja' });
      const { name } = await tenants.read(ani, (inner) => inner.goods.get(goodsOfAni));
      await shop.goods.update(goodsOfAni, { name: 'Kopi' });
      return name;
    });
    expect(renamed).toBe('Kopi Toraja');
    const failing = tenants.run(ani, async (shop) => {
      await shop.goods.update(goodsOfAni, { name: 'Kopi Toraja' });
      await tenants.read(ani, (inner) => inner.goods.get(randomUUID())).catch(() => undefined);
    });
    await expect(failing).rejects.toMatchObject({ code: 'goods_not_found' });
    expect(await tenants.read(ani, (shop) => shop.goods.get(goodsOfAni))).toMatchObject({ name: 'Kopi' });
  });

  it('fail once, to be asked again, when a migration changes the type of what is prepared', async () => {
    const alter = (type: string): Promise<unknown> =>
      database.query(`ALTER TABLE goods ALTER COLUMN category TYPE ${type}`);
    const [before] = await database.query<{ type: string }>(
      `SELECT format_type(atttypid, atttypmod) AS type FROM pg_attribute WHERE attrelid = 'goods'::regclass AND attname = 'category'`,
    );
    for (const type of ['varchar(79)', before?.type ?? '']) {
      for (let round = 0; round < 4; round++) expect(await seen(ani)).toBe(1);
      await alter(type);
      await expect(seen(ani)).rejects.toMatchObject({ code: 'database_unavailable' });
    }
    expect(await seen(ani)).toBe(1);
  });

  it('refuse a tenant that is no UUID', async () => {
    const wrong = `x', true); DROP TABLE goods; --` as TenantId;
    await expect(tenants.read(wrong, (shop) => shop.shop.settings())).rejects.toMatchObject({ code: 'tenant_unknown' });
    await expect(tenants.run(wrong, (shop) => shop.shop.settings())).rejects.toMatchObject({ code: 'tenant_unknown' });
    expect(await seen(ani)).toBe(1);
  });

  async function askBare(sql: string): Promise<{ rows: unknown[] }> {
    const runner = dataSource.createQueryRunner();
    try {
      return { rows: (await runner.query(sql)) as unknown[] };
    } finally {
      await runner.release();
    }
  }
});

describe('a connection that goes silent in the middle of a transaction', () => {
  it('is ended: neither is its work committed by the next one, nor its reads left on it', async () => {
    const database = await createTestDatabase();
    const proxy = await startPostgresProxy(database.appUrl, 'test');
    const dataSource = await appDataSource({
      ...{ url: proxy.url, role: 'tor_app', poolSize: 1 },
      ...{ applicationName: 'test', statementTimeoutMs: 100 },
    }).initialize();
    try {
      const tenants = new TenantDatabase(dataSource);
      const ani = parseTenantId(randomUUID());
      await new AccountStore(dataSource).create(ani, 'ani@shop.example', 'no hash');
      const { id } = await tenants.run(ani, (shop) => shop.goods.insert(GOODS));
      const silent = tenants.run(ani, async (shop) => {
        await shop.goods.update(id, { name: 'Teh' });
        proxy.stall();
        await shop.goods.update(id, { category: 'Minuman' });
      });
      await expect(silent).rejects.toMatchObject({ code: 'database_unavailable' });
      proxy.resume();
      await tenants.run(ani, (shop) => shop.goods.update(id, { sku: 'K1' }));
      const written = { name: 'Kopi', category: null, sku: 'K1' };
      expect(await tenants.read(ani, (shop) => shop.goods.get(id))).toMatchObject(written);
      proxy.stall();
      const read = tenants.read(ani, (shop) => shop.goods.get(id));
      await expect(read).rejects.toMatchObject({ code: 'database_unavailable' });
      proxy.resume();
      await tenants.run(ani, (shop) => shop.goods.update(id, { sku: 'K2' }));
      expect(await tenants.read(ani, (shop) => shop.goods.get(id))).toMatchObject({ ...written, sku: 'K2' });
    } finally {
      await dataSource.destroy();
      await proxy.close();
      await database.drop();
    }
  });
});

describe('names of statements', () => {
  it('are given to what is asked again and again, the same each time', () => {
    const names = new StatementNames();
    expect([names.of('SELECT 1'), names.of('SELECT 1')]).toEqual([undefined, undefined]);
    const name = names.of('SELECT 1');
    expect(name).toMatch(/^[\w-]{22}$/);
    expect(names.of('SELECT 1')).toBe(name);
    expect([1, 2, 3].map(() => names.of('SELECT 2')).at(-1)).not.toBe(name);
  });

  it('are not given to what writes many rows', () => {
    const names = new StatementNames();
    const text = `INSERT INTO goods VALUES ${'($1), '.repeat(1000)}`;
    expect([1, 2, 3, 4].map(() => names.of(text))).toEqual(Array(4).fill(undefined));
  });

  it('are no more than a session can bear', () => {
    const names = new StatementNames();
    const given = new Set<string | undefined>();
    for (let number = 0; number < 3000; number++) {
      for (let round = 0; round < 3; round++) given.add(names.of(`SELECT ${number}`));
    }
    given.delete(undefined);
    expect(given.size).toBe(200);
  });
});
