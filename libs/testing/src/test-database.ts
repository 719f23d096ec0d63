import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { testServers } from '@tor/config/test-servers';

/** A database of a test file's own, with all migrations and no rows. */
export interface TestDatabase {
  /** As the app's role. */
  readonly appUrl: string;
  /** As the owner of the tables. */
  readonly ownerUrl: string;
  /** As a superuser, who sees every tenant's rows: for looking behind the app's back. */
  readonly superuserUrl: string;
  /** Rows that a superuser gets for a query. */
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

/** Copies the migrated template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const servers = testServers();
  const name = `tor_test_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  await asSuperuser(
    servers.superuserUrl,
    `CREATE DATABASE ${name} TEMPLATE ${servers.templateDatabase} OWNER tor_owner`,
  );
  const superuserUrl = atDatabase(servers.superuserUrl, name);
  const pool = new pg.Pool({ connectionString: superuserUrl, max: 2, options: '-c search_path=tor' });
  // A connection that is being closed may still hear of the end of the database, when nobody asks it anything any more.
  pool.on('error', () => undefined);
  return {
    appUrl: atDatabase(servers.appUrl, name),
    ownerUrl: atDatabase(servers.ownerUrl, name),
    superuserUrl,
    query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
      (await pool.query(sql, [...parameters])).rows as Row[],
    drop: async () => {
      await pool.end();
      await asSuperuser(servers.superuserUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** A connection string with another database's name in it. */
export function atDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}

async function asSuperuser(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
