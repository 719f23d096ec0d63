import { join } from 'node:path';
import { readIfThere } from './files.js';
import { APP_ROLE, DATABASE } from './roles.js';
import { loadPasswords, type Passwords } from './secrets.js';

/** The line of PostgreSQL's lock file that holds the port. */
const PORT_LINE = 3;

/**
 * The connection string, as the apps' role, of the embedded database that somebody runs on a data folder; null when nobody does.
 * @throws PostgresUnavailable when its passwords cannot be read
 */
export async function runningPostgres(dataDir: string): Promise<string | null> {
  return urlOf(dataDir, ({ app }) => `${APP_ROLE}:${app}`, DATABASE);
}

/** The same as its superuser, to whom every shop's rows are open. */
export async function runningSuperuser(dataDir: string): Promise<string | null> {
  return urlOf(dataDir, ({ superuser }) => `postgres:${superuser}`, 'postgres');
}

async function urlOf(
  dataDir: string,
  login: (passwords: Passwords) => string,
  database: string,
): Promise<string | null> {
  const folder = join(dataDir, 'postgres');
  const lock = await readIfThere(join(folder, 'postmaster.pid'));
  const port = lock?.split('\n')[PORT_LINE]?.trim() ?? '';
  if (!/^\d+$/.test(port)) return null;
  return `postgresql://${login(await loadPasswords(dataDir, folder))}@127.0.0.1:${port}/${database}`;
}
