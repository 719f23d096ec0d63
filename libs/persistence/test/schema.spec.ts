import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@tor/testing/test-database';
import { ownerDataSource } from '../src/data-source.js';
import { migrate } from '../src/migrate.js';
import { APP_PRIVILEGES, GLOBAL_TABLES } from '../src/schema.js';

describe('the schema', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(() => database.drop());

  it('is what the entities say: nothing is left to migrate', async () => {
    const dataSource = await ownerDataSource(database.ownerUrl).initialize();
    try {
      const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query)).toEqual([]);
    } finally {
      await dataSource.destroy();
    }
  });

  it('can be migrated again without change', async () => {
    expect(await migrate({ ownerUrl: database.ownerUrl, appRole: 'tor_app' })).toEqual([]);
  });

  it('forces row-level security with a policy on every table that is not listed as global', async () => {
    const tables = await database.query<{ name: string; forced: boolean; policies: number }>(
      `SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS forced,
              (SELECT count(*)::int FROM pg_policy p WHERE p.polrelid = c.oid) AS policies
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'tor' AND c.relkind IN ('r', 'p')`,
    );
    const open = tables.filter(({ forced, policies }) => !forced || policies === 0).map(({ name }) => name);
    expect(open.sort()).toEqual(Object.keys(GLOBAL_TABLES).sort());
    expect(tables.length).toBe(Object.keys(APP_PRIVILEGES).length + 1);
  });

  it("carries the tenant in every foreign key between tenants' tables", async () => {
    const keys = await database.query<{ name: string; columns: string[] }>(
      `SELECT k.conname AS name,
              (SELECT array_agg(a.attname::text) FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)) AS columns
         FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace WHERE n.nspname = 'tor' AND k.contype = 'f'`,
    );
    expect(keys.length).toBeGreaterThan(0);
    for (const { columns } of keys) expect(columns).toContain('user_id');
  });
});
