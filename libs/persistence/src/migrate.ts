import type { DataSource } from 'typeorm';
import { loginAttributes, loginOf, signInIsRefused } from './app-login.js';
import { ownerDataSource, quoteIdentifier } from './data-source.js';
import { APP_PRIVILEGES, SCHEMA } from './schema.js';

export interface MigrateOptions {
  /** Connection string of the owner of the schema. */
  readonly ownerUrl: string;
  /** The role that the apps run as; made when it does not exist. */
  readonly appRole: string;
  /**
   * Connection string of the apps. Where they sign in as `appRole` itself, the role gets this password, when it is made and
   * whenever the database refuses it: so a password is changed.
   */
  readonly appUrl?: string;
}

/**
 * Brings the database to this version: the app's role, the schema, the tables, and what the role may do with them.
 * Safe to run again and from several machines at once (an advisory lock lets one through at a time).
 * @returns the names of the migrations that ran
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const dataSource = await ownerDataSource(options.ownerUrl).initialize();
  try {
    return await withAdvisoryLock(dataSource, async () => {
      await ensureRole(dataSource, options.appRole, loginOf(options.appRole, options.appUrl));
      await dataSource.query(`CREATE SCHEMA IF NOT EXISTS ${SCHEMA}`);
      const ran = await dataSource.runMigrations({ transaction: 'all' });
      await grantPrivileges(dataSource, options.appRole);
      return ran.map((migration) => migration.name);
    });
  } finally {
    await dataSource.destroy();
  }
}

async function withAdvisoryLock<T>(dataSource: DataSource, work: () => Promise<T>): Promise<T> {
  const session = dataSource.createQueryRunner();
  try {
    await session.query(`SELECT pg_advisory_lock(hashtext('tor-migrate'))`);
    return await work();
  } finally {
    await session.query(`SELECT pg_advisory_unlock(hashtext('tor-migrate'))`);
    await session.release();
  }
}

async function ensureRole(dataSource: DataSource, role: string, login: string | undefined): Promise<void> {
  const name = quoteIdentifier(role);
  const known: unknown[] = await dataSource.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  if (known.length === 0) {
    const signIn = login === undefined ? 'NOLOGIN' : loginAttributes(login);
    await dataSource.query(`CREATE ROLE ${name} NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE ${signIn}`);
  }
  // Where one connection string serves migrations and apps, the apps step down to the role with SET ROLE. An owner who may
  // not grant the role needs another connection string for the apps, which then sign in as the role itself.
  const [{ grantable }]: [{ grantable: boolean }] = await dataSource.query(MAY_GRANT, [role]);
  if (!grantable) return;
  await dataSource.query(`GRANT ${name} TO CURRENT_USER`);
  if (login !== undefined && (await signInIsRefused(login))) {
    await dataSource.query(`ALTER ROLE ${name} ${loginAttributes(login)}`);
  }
}

/** From PostgreSQL 16 on CREATEROLE alone does not suffice: it takes the ADMIN option, which the role's maker has. */
const MAY_GRANT = `
  SELECT me.rolsuper
      OR (me.rolcreaterole AND current_setting('server_version_num')::int < 160000)
      OR EXISTS (SELECT 1 FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid
                  WHERE r.rolname = $1 AND m.member = me.oid AND m.admin_option) AS grantable
    FROM pg_roles me WHERE me.rolname = current_user`;

async function grantPrivileges(dataSource: DataSource, role: string): Promise<void> {
  const grantee = quoteIdentifier(role);
  // In one transaction: a running app must not find its rights gone for a moment.
  await dataSource.transaction(async (manager) => {
    await manager.query(`GRANT USAGE ON SCHEMA ${SCHEMA} TO ${grantee}`);
    for (const [table, privileges] of Object.entries(APP_PRIVILEGES)) {
      await manager.query(`REVOKE ALL ON ${SCHEMA}.${table} FROM ${grantee}`);
      await manager.query(`GRANT ${privileges} ON ${SCHEMA}.${table} TO ${grantee}`);
    }
  });
}
