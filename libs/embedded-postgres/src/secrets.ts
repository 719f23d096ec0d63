import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { exists, readIfThere, writePrivately } from './files.js';
import { PostgresUnavailable } from './postgres-unavailable.js';

/** One password for each role of the embedded database. */
export interface Passwords {
  readonly superuser: string;
  readonly owner: string;
  readonly app: string;
}

function parsePasswords(text: string): Passwords | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    if (!('superuser' in value) || !('owner' in value) || !('app' in value)) return undefined;
    const { superuser, owner, app } = value;
    if (typeof superuser !== 'string' || typeof owner !== 'string' || typeof app !== 'string') return undefined;
    return { superuser, owner, app };
  } catch {
    return undefined;
  }
}

/** The passwords of this data folder, made at its first use and readable by its owner only. */
export async function loadPasswords(dataDir: string, clusterFolder: string): Promise<Passwords> {
  const path = join(dataDir, 'postgres-passwords.json');
  const text = await readIfThere(path);
  if (text !== undefined) {
    const passwords = parsePasswords(text);
    if (passwords !== undefined) return passwords;
    throw new PostgresUnavailable(`${path} is damaged: it should hold the passwords of the database next to it.`);
  }
  if (await exists(clusterFolder)) {
    throw new PostgresUnavailable(
      `${path} is missing: it holds the passwords of the database in ${clusterFolder}. Put it back.`,
    );
  }
  const fresh = (): string => randomBytes(24).toString('hex');
  const passwords = { superuser: fresh(), owner: fresh(), app: fresh() };
  await writePrivately(path, `${JSON.stringify(passwords, null, 2)}\n`);
  return passwords;
}
