import { join } from 'node:path';
import { readIfThere } from './files.js';
import { APP_ROLE, DATABASE } from './roles.js';
import { loadPasswords } from './secrets.js';

/** The line of PostgreSQL's lock file that holds the port. */
const PORT_LINE = 3;

/**
 * The connection string, as the apps' role, of the embedded database that somebody runs on a data folder; null when nobody does.
 * @throws PostgresUnavailable when its passwords cannot be read
 */
export async function runningPostgres(dataDir: string): Promise<string | null> {
  const folder = join(dataDir, 'postgres');
  const lock = await readIfThere(join(folder, 'postmaster.pid'));
  const port = lock?.split('\n')[PORT_LINE]?.trim() ?? '';
  if (!/^\d+$/.test(port)) return null;
  const { app } = await loadPasswords(dataDir, folder);
  return `postgresql://${APP_ROLE}:${app}@127.0.0.1:${port}/${DATABASE}`;
}
