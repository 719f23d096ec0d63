import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StackFailure } from '@tor/supervisor/stack-failure';
import { startStack } from '@tor/supervisor/start-stack';
import { createTestDatabase, type TestDatabase } from '@tor/testing/test-database';
import { API_ALONE, startTestStack } from '@tor/testing/test-stack';

/** Of sysexits.h: the configuration is bad, and starting again would not help. */
const EX_CONFIG = 78;
const GOOD = { TOR_JWT_SECRET: 'a-secret-for-tests-of-more-than-32-characters', LOG_LEVEL: 'error' };

describe('the API refuses to start', () => {
  const bypassing = `tor_bypass_${randomUUID().slice(0, 8)}`;
  let database: TestDatabase;
  let dataDir: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataDir = await mkdtemp(join(tmpdir(), 'tor-refused-'));
    await database.query(`CREATE ROLE ${bypassing} BYPASSRLS`);
    await database.query(`GRANT USAGE ON SCHEMA tor TO ${bypassing}`);
  });

  afterAll(async () => {
    await database.query(`DROP OWNED BY ${bypassing}`);
    await database.query(`DROP ROLE ${bypassing}`);
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  });

  /** What the API says when it ends with the code for a bad configuration. */
  async function refusal(env: Record<string, string>, appUrl: string = database.superuserUrl): Promise<string> {
    const log: string[] = [];
    const start = startStack({
      env: { ...GOOD, ...env },
      dataDir,
      port: 0,
      log: (line) => log.push(line),
      databases: { appUrl, ownerUrl: database.ownerUrl },
      migrations: null,
      services: API_ALONE,
    });
    const failure = await start.then(
      (stack) => stack.stop().then(() => new Error('It has started')),
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(StackFailure);
    expect(failure).toMatchObject({ message: 'api ended with code 78: see its message', exitCode: EX_CONFIG });
    return log.join('\n');
  }

  /** The line that says this and nothing else, after the name of the program. */
  const said = (message: string): RegExp => new RegExp(`^api +\\| ${message}$`);
  const lastLine = (text: string): string => text.slice(text.lastIndexOf('\n') + 1);

  it('as a superuser', async () => {
    const [superuser] = await database.query<{ name: string }>('SELECT current_user AS name');
    const name = superuser?.name ?? '';
    expect(lastLine(await refusal({ TOR_DB_ROLE: name }))).toMatch(
      said(`Role "${name}" is a superuser: shops would not be kept apart`),
    );
  });

  it('as a role with BYPASSRLS', async () => {
    expect(lastLine(await refusal({ TOR_DB_ROLE: bypassing }))).toMatch(
      said(`Role "${bypassing}" has BYPASSRLS: shops would not be kept apart`),
    );
  });

  it('as the owner of the tables', async () => {
    expect(lastLine(await refusal({ TOR_DB_ROLE: 'tor_owner' }, database.ownerUrl))).toMatch(
      said('Role "tor_owner" owns the tables: run the apps as another role'),
    );
  });

  it('with bad variables, and names all of them', async () => {
    const text = await refusal({
      TOR_JWT_SECRET: 'short',
      DEV_ENV: 'staging',
      DB_POOL_SIZE: 'many',
      RATE_LIMIT_PER_MINUTE: '0',
      FRONTEND_URL: 'shop.example',
      SUPABASE_URL: 'ftp://project.example',
    });
    expect(text).toContain('The configuration is not usable:');
    expect(text).toContain('TOR_JWT_SECRET must be at least 32 characters');
    expect(text).toContain('DEV_ENV must be one of the following values: dev, production');
    expect(text).toContain('DB_POOL_SIZE must');
    expect(text).toContain('RATE_LIMIT_PER_MINUTE must not be less than 1');
    expect(text).toContain('FRONTEND_URL must be a comma-separated list of origins such as https://shop.example');
    expect(text).toContain('SUPABASE_URL must be an http(s) URL');
    expect(text).toContain('SUPABASE_KEY must be set when SUPABASE_URL is');
  });

  it('without telling the secrets that it was given', async () => {
    const text = await refusal(
      { TOR_JWT_SECRET: 'too short a secret', PORT: 'http' },
      'mysql://owner:hush@localhost/x',
    );
    expect(text).toContain('SUPABASE_DB_STRING must be a postgres:// connection string');
    expect(text).not.toContain('too short a secret');
    expect(text).not.toContain('hush');
    expect(text).not.toMatch(/\bat .*:\d+:\d+/);
  });

  it('with a pool that would take all connections of the server, its queue counted in', async () => {
    const [server] = await database.query<{ forApps: number }>(
      `SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
              - current_setting('reserved_connections')::int AS "forApps"`,
    );
    const forApps = server?.forApps ?? 0;
    const text = await refusal({ DB_POOL_SIZE: String(forApps - 7) }, database.appUrl);
    expect(lastLine(text)).toMatch(
      said(
        `This process may open ${forApps + 1} connections, and PostgreSQL has ${forApps} for all: lower DB_POOL_SIZE or raise max_connections`,
      ),
    );
    // One less fits if nobody else is there, and somebody is.
    const stack = await startTestStack({ env: { DB_POOL_SIZE: String(forApps - 8) } });
    await stack.stop();
    expect(stack.log.join('\n')).toMatch(
      new RegExp(
        `This process may open ${forApps} connections, others have \\d+ open, and PostgreSQL has ${forApps} for`,
      ),
    );
  });

  it('on a database without our tables', async () => {
    const empty = await createTestDatabase();
    try {
      await empty.query('DROP SCHEMA tor CASCADE');
      expect(lastLine(await refusal({}, empty.appUrl))).toMatch(
        said('The tables are missing or of an earlier version: run "npm run migrate" first'),
      );
    } finally {
      await empty.drop();
    }
  });
});
