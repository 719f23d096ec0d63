import { link, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, readIfThere } from './files.js';
import { PostgresUnavailable } from './postgres-unavailable.js';
import { processIdentity } from './processes.js';

interface Holder {
  readonly pid: number;
  readonly identity: string;
}

function parseHolder(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('identity' in value)) return undefined;
    const { pid, identity } = value;
    return typeof pid === 'number' && typeof identity === 'string' ? { pid, identity } : undefined;
  } catch {
    return undefined;
  }
}

async function liveHolder(text: string): Promise<Holder | undefined> {
  const holder = parseHolder(text);
  return holder !== undefined && (await processIdentity(holder.pid)) === holder.identity ? holder : undefined;
}

function taken(dataDir: string, holder: Holder): PostgresUnavailable {
  return new PostgresUnavailable(
    `The data folder ${dataDir} is in use by process ${holder.pid}. ` +
      'Stop that one first, or choose another folder with TOR_DATA_DIR (and another PORT).',
  );
}

/** Moves the lock of a process that is gone out of the way, unless another start has put its own there meanwhile. */
async function discard(path: string, stale: string): Promise<void> {
  const aside = `${path}.${process.pid}.old`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  if ((await readIfThere(aside)) !== stale) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

/** Claims the data folder for this process, so that no two look after one database. Returns what releases it. */
export async function claimDataFolder(dataDir: string): Promise<() => Promise<void>> {
  const path = join(dataDir, 'supervisor.json');
  const identity = await processIdentity(process.pid);
  const mine = `${JSON.stringify({ pid: process.pid, identity: identity ?? '' })}\n`;
  const draft = `${path}.${process.pid}.new`;
  await writeFile(draft, mine, { mode: 0o600 });
  try {
    for (;;) {
      try {
        // A link appears at once and with its whole text, or fails because the name is taken.
        await link(draft, path);
        return async () => {
          if ((await readIfThere(path)) === mine) await rm(path, { force: true });
        };
      } catch (error) {
        if (errorCode(error) !== 'EEXIST') throw error;
      }
      const found = await readIfThere(path);
      if (found === undefined) continue;
      const holder = await liveHolder(found);
      if (holder !== undefined) throw taken(dataDir, holder);
      await discard(path, found);
    }
  } finally {
    await rm(draft, { force: true });
  }
}
