import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@tor/testing/test-database';
import { appDataSource } from '../src/data-source.js';
import { assertBoundByRowSecurity } from '../src/role-check.js';

describe('the role of the apps', () => {
  const bypassing = `tor_bypass_${randomUUID().slice(0, 8)}`;
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.query(`CREATE ROLE ${bypassing} BYPASSRLS`);
    await database.query(`GRANT USAGE ON SCHEMA tor TO ${bypassing}`);
  });

  afterAll(async () => {
    await database.query(`DROP OWNED BY ${bypassing}`);
    await database.query(`DROP ROLE ${bypassing}`);
    await database.drop();
  });

  async function check(url: string, role: string): Promise<void> {
    const dataSource = await appDataSource({
      url,
      role,
      poolSize: 2,
      applicationName: 'test',
      statementTimeoutMs: 15_000,
    }).initialize();
    try {
      await assertBoundByRowSecurity(dataSource);
    } finally {
      await dataSource.destroy();
    }
  }

  it('is fine when row-level security binds it, also when it was stepped down to', async () => {
    await check(database.appUrl, 'tor_app');
    await check(database.superuserUrl, 'tor_app');
  });

  it('is refused when it is a superuser', async () => {
    const [superuser] = await database.query<{ name: string }>('SELECT current_user AS name');
    await expect(check(database.superuserUrl, superuser?.name ?? '')).rejects.toThrow('is a superuser');
  });

  it('is refused when it has BYPASSRLS', async () => {
    await expect(check(database.superuserUrl, bypassing)).rejects.toThrow('has BYPASSRLS');
  });

  it('is refused when it owns the tables', async () => {
    await expect(check(database.ownerUrl, 'tor_owner')).rejects.toThrow('owns the tables');
  });

  it('is refused when it does not exist', async () => {
    await expect(check(database.superuserUrl, 'nobody_at_all')).rejects.toThrow('role "nobody_at_all" does not exist');
  });
});
