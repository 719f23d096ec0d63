import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.js';
import { PostgresUnavailable } from './postgres-unavailable.js';

const run = promisify(execFile);

/** How to run PostgreSQL's programs: directly, as another user, or through a program that goes before them. */
export interface RunAs {
  readonly prefix: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
  /** Who must own the data; undefined when it is whoever runs this. */
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/** PostgreSQL's programs see none of our environment: a PGDATA or PGOPTIONS in it would lead them astray. */
export const BARE_ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } as const;

async function lookUp(name: string): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

/** The outermost folder on the way to `path` that the user may not pass. */
async function barrier(path: string, user: { uid: number; gid: number }): Promise<string | undefined> {
  const parent = dirname(path);
  const above = parent === path ? undefined : await barrier(parent, user);
  if (above !== undefined) return above;
  const { uid, gid, mode } = await stat(path);
  const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  return (mode & bit) === 0 ? path : undefined;
}

async function works(binaries: Binaries, runAs: RunAs): Promise<boolean> {
  const [program, ...args] = [...runAs.prefix, binaries.postgres, '--version'];
  const { uid, gid } = runAs;
  try {
    const user = uid === undefined || gid === undefined ? {} : { uid, gid };
    await run(program ?? '', args, { ...user, cwd: '/', env: BARE_ENVIRONMENT });
    return true;
  } catch {
    return false;
  }
}

/**
 * PostgreSQL refuses to run as root. As root it is run as `postgres` or else `nobody`; where neither can reach the
 * files (a clone below /root), as root without privileges: in a user namespace of its own that calls root otherwise.
 */
export async function chooseRunAs(binaries: Binaries, dataDir: string): Promise<RunAs> {
  if (process.geteuid?.() !== 0) return { prefix: [] };
  const user = (await lookUp('postgres')) ?? (await lookUp('nobody'));
  let closed: string | undefined;
  if (user !== undefined) {
    closed = (await barrier(dirname(binaries.postgres), user)) ?? (await barrier(dataDir, user));
    const runAs = { prefix: [], ...user, owner: user };
    if (closed === undefined && (await works(binaries, runAs))) return runAs;
  }
  const namespace: RunAs = {
    prefix: ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--'],
    owner: { uid: 0, gid: 0 },
  };
  if (await works(binaries, namespace)) return namespace;
  throw new PostgresUnavailable(
    'PostgreSQL refuses to run as root, and ' +
      (closed === undefined
        ? `${binaries.postgres} does not run as the user postgres or nobody either. `
        : `the user postgres or nobody, as whom it could run, may not enter ${closed}. `) +
      'Run as an ordinary user, or put the project and TOR_DATA_DIR where every user may enter (such as /srv or /opt), ' +
      'or set SUPABASE_DB_STRING to a PostgreSQL of your own.',
  );
}
