import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '@tor/testing/test-database';
import { appDataSource } from '../src/data-source.js';
import { migrate } from '../src/migrate.js';
import { assertBoundByRowSecurity } from '../src/role-check.js';

describe('the role of the apps, where it signs in by itself', () => {
  const suffix = randomUUID().slice(0, 8);
  const owner = `tor_login_owner_${suffix}`;
  const appRole = `tor_login_app_${suffix}`;
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

  function urlOf(role: string, password: string): string {
    const url = new URL(database.ownerUrl);
    url.username = role;
    url.password = encodeURIComponent(password);
    return url.toString();
  }

  function migrateWith(password: string): Promise<string[]> {
    return migrate({ ownerUrl: urlOf(owner, 'owner'), appRole, appUrl: urlOf(appRole, password) });
  }

  async function signIn(password: string): Promise<string> {
    const client = new pg.Client({ connectionString: urlOf(appRole, password) });
    try {
      await client.connect();
      return 'signed in';
    } catch (error) {
      return error instanceof pg.DatabaseError ? (error.code ?? '') : String(error);
    } finally {
      await client.end();
    }
  }

  it('is made with the password of its connection string, and is bound by row-level security', async () => {
    await migrateWith('first: a "quoted" \'word\' / ümlaut');
    const dataSource = await appDataSource({
      url: urlOf(appRole, 'first: a "quoted" \'word\' / ümlaut'),
      role: appRole,
      poolSize: 2,
      applicationName: 'test',
      statementTimeoutMs: 15_000,
    }).initialize();
    try {
      await assertBoundByRowSecurity(dataSource);
    } finally {
      await dataSource.destroy();
    }
    expect(await signIn('another')).toBe('28P01');
  });

  it('keeps the password that works, and gets another when the connection string holds another', async () => {
    const verifier = (): Promise<unknown[]> =>
      database.query('SELECT rolpassword FROM pg_authid WHERE rolname = $1', [appRole]);
    const before = await verifier();
    await migrateWith('first: a "quoted" \'word\' / ümlaut');
    expect(await verifier()).toEqual(before);
    await migrateWith('second');
    expect(await signIn('second')).toBe('signed in');
    expect(await signIn('first: a "quoted" \'word\' / ümlaut')).toBe('28P01');
  });

  it('may sign in from now on when it was made without a login', async () => {
    await database.query(`ALTER ROLE ${appRole} NOLOGIN`);
    await migrateWith('second');
    expect(await signIn('second')).toBe('signed in');
  });

  it('is left alone by an owner who may not change it', async () => {
    const stranger = `tor_login_stranger_${suffix}`;
    await database.query(`CREATE ROLE ${stranger} NOLOGIN`);
    await migrate({ ownerUrl: urlOf(owner, 'owner'), appRole: stranger, appUrl: urlOf(stranger, 'third') });
    const [row] = await database.query('SELECT rolpassword, rolcanlogin FROM pg_authid WHERE rolname = $1', [stranger]);
    expect(row).toEqual({ rolpassword: null, rolcanlogin: false });
    await database.query(`DROP OWNED BY ${stranger}`);
    await database.query(`DROP ROLE ${stranger}`);
  });
});
