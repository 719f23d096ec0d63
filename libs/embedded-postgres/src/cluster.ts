import { execFile } from 'node:child_process';
import { chmod, lchown, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.js';
import { changeOwner, exists } from './files.js';
import { PostgresUnavailable } from './postgres-unavailable.js';
import { BARE_ENVIRONMENT, type RunAs } from './run-as.js';

const run = promisify(execFile);

/** Makes the folder's files belong to the user as whom PostgreSQL runs: it insists on that. */
async function ensureOwner(folder: string, runAs: RunAs): Promise<void> {
  if (runAs.owner === undefined) return;
  const { uid } = await stat(folder);
  if (uid !== runAs.owner.uid) await changeOwner(folder, runAs.owner.uid, runAs.owner.gid);
}

async function initialise(folder: string, password: string, binaries: Binaries, runAs: RunAs, sync: boolean) {
  // Made beside the final place and moved there when complete: an interrupted start leaves nothing that looks finished.
  const workshop = `${folder}.partial`;
  await rm(workshop, { recursive: true, force: true });
  const data = join(workshop, 'data');
  await mkdir(data, { recursive: true, mode: 0o700 });
  const passwordFile = join(workshop, 'password');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await chmod(workshop, 0o711);
  if (runAs.owner !== undefined) {
    await lchown(data, runAs.owner.uid, runAs.owner.gid);
    await lchown(passwordFile, runAs.owner.uid, runAs.owner.gid);
  }
  // The builtin provider knows upper and lower case of all of Unicode, and sorts alike on every system.
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--encoding=UTF8'];
  const access = ['--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const [program, ...args] = [...runAs.prefix, binaries.initdb, `--pgdata=${data}`, ...access, ...locale];
  const { uid, gid } = runAs;
  const user = uid === undefined || gid === undefined ? {} : { uid, gid };
  try {
    await run(program ?? '', sync ? args : [...args, '--no-sync'], { ...user, cwd: '/', env: BARE_ENVIRONMENT });
  } catch (error) {
    const reason =
      typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new PostgresUnavailable(`The embedded PostgreSQL could not make a database in ${folder}: ${reason}`, {
      cause: error,
    });
  }
  await rename(data, folder);
  await rm(workshop, { recursive: true, force: true });
}

/** Makes the database files at the first start; later only sees to it that they belong to the right user. */
export async function ensureCluster(
  folder: string,
  options: { password: string; binaries: Binaries; runAs: RunAs; sync: boolean },
): Promise<void> {
  if (!(await exists(folder))) {
    await initialise(folder, options.password, options.binaries, options.runAs, options.sync);
  }
  await ensureOwner(folder, options.runAs);
}
