import pg from 'pg';
import type { Passwords } from './secrets.js';

/** The one database of a data folder. */
export const DATABASE = 'tor';
/** Owns the database: migrations run as this role. */
export const OWNER_ROLE = 'tor_owner';
/** May connect and nothing else until a migration grants more: API and worker run as this role. */
export const APP_ROLE = 'tor_app';

async function isThere(client: pg.Client, query: string, name: string): Promise<boolean> {
  const { rowCount } = await client.query(query, [name]);
  return rowCount === 1;
}

async function ensureRole(client: pg.Client, name: string, attributes: string, password: string): Promise<void> {
  if (await isThere(client, 'SELECT 1 FROM pg_roles WHERE rolname = $1', name)) return;
  await client.query(
    `CREATE ROLE ${name} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOREPLICATION ${attributes} ` +
      `PASSWORD ${pg.escapeLiteral(password)}`,
  );
}

/** Makes the database and its two roles where they are missing, so that an interrupted first start is completed later. */
export async function ensureDatabase(superuserUrl: string, passwords: Passwords): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl, ssl: false });
  await client.connect();
  try {
    await ensureRole(client, OWNER_ROLE, 'CREATEROLE', passwords.owner);
    await ensureRole(client, APP_ROLE, 'NOCREATEROLE', passwords.app);
    if (!(await isThere(client, 'SELECT 1 FROM pg_database WHERE datname = $1', DATABASE))) {
      await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER_ROLE}`);
    }
    await client.query(`REVOKE ALL ON DATABASE ${DATABASE} FROM PUBLIC`);
    await client.query(`GRANT CONNECT ON DATABASE ${DATABASE} TO ${APP_ROLE}`);
  } finally {
    await client.end();
  }
}
