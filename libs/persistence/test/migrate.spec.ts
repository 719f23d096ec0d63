import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@tor/testing/test-database';
import { appDataSource } from '../src/data-source.js';
import { migrate } from '../src/migrate.js';
import { MIGRATIONS } from '../src/schema.js';
import { assertBoundByRowSecurity } from '../src/role-check.js';

describe('migrations by an owner of one connection string', () => {
  const suffix = randomUUID().slice(0, 8);
  const owner = `tor_second_owner_${suffix}`;
  const appRole = `tor_second_app_${suffix}`;
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.query('DROP SCHEMA tor CASCADE');
    await database.query(`CREATE ROLE ${owner} LOGIN PASSWORD 'owner' CREATEROLE`);
    await database.query(`GRANT CREATE ON DATABASE ${new URL(database.ownerUrl).pathname.slice(1)} TO ${owner}`);
  });

  afterAll(async () => {
    await database.query(`DROP OWNED BY ${owner} CASCADE`);
    await database.query(`DROP ROLE IF EXISTS ${appRole}`);
    await database.query(`DROP ROLE ${owner}`);
    await database.drop();
  });

  function ownerUrl(): string {
    const url = new URL(database.ownerUrl);
    url.username = owner;
    url.password = 'owner';
    return url.toString();
  }

  it('make the role of the apps, which they can step down to', async () => {
    expect(await migrate({ ownerUrl: ownerUrl(), appRole })).toHaveLength(MIGRATIONS.length);
    const dataSource = await appDataSource({
      url: ownerUrl(),
      role: appRole,
      poolSize: 2,
      applicationName: 'test',
      statementTimeoutMs: 15_000,
    }).initialize();
    try {
      await assertBoundByRowSecurity(dataSource);
      expect(await dataSource.query('SELECT * FROM goods')).toEqual([]);
    } finally {
      await dataSource.destroy();
    }
  });

  it('can be run again, and by two at once', async () => {
    const again = (): Promise<string[]> => migrate({ ownerUrl: ownerUrl(), appRole });
    expect(await Promise.all([again(), again()])).toEqual([[], []]);
  });
});
