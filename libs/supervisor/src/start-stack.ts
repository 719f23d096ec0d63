import { keptJwtSecret } from './jwt-secret.js';
import { type LineLog, prefixed } from './line-log.js';
import { MIGRATIONS, type Program, SERVICES } from './programs.js';
import { runToEnd } from './run-to-end.js';
import { DEFAULT_RESTARTS, type RestartPolicy } from './service.js';
import { ServiceGroup } from './service-group.js';
import { type DatabaseUrls, openDatabase, type StackDatabase } from './stack-database.js';
import type { StackFailure } from './stack-failure.js';

export interface StackOptions {
  /** What the programs are given as their environment, besides what they need to find each other. */
  readonly env: NodeJS.ProcessEnv;
  readonly dataDir: string;
  /** Port of the API; 0 means a free one, of which the API tells. */
  readonly port: number;
  readonly log: LineLog;
  /** A database to work on; without one an embedded one is started in the data folder. */
  readonly databases?: DatabaseUrls;
  /** Settings of the embedded database. */
  readonly postgresSettings?: Readonly<Record<string, string>>;
  /** Null where the database is at this version already. */
  readonly migrations?: Program | null;
  readonly services?: readonly Program[];
  readonly restarts?: RestartPolicy;
  /** How long each program may take to end before it is killed. */
  readonly graceMs?: number;
  /** Ends the start; the promise rejects when all that was started is stopped. */
  readonly signal?: AbortSignal;
}

/** Database, API and worker, running. */
export interface RunningStack {
  readonly apiUrl: string;
  /** Where the worker tells of its health and its metrics; null where no worker runs. One that was started again may be elsewhere. */
  readonly workerUrl: string | null;
  readonly databaseUrls: DatabaseUrls;
  /** The environment of API and worker. */
  readonly env: NodeJS.ProcessEnv;
  /** The processes that run now, by name. */
  pids(): Readonly<Record<string, number | undefined>>;
  /** Settles at the next time the program becomes ready: after a restart, when it is ready now. */
  readyAgain(name: string): Promise<void>;
  /** Settles when the stack cannot go on; `stop` is still to be called. */
  readonly failed: Promise<StackFailure>;
  /** Stops the programs one after the other, then the database. */
  stop(): Promise<void>;
}

const GRACE_MS = 10_000;

async function serviceEnvironment({ env, dataDir, port, databases }: StackOptions, urls: DatabaseUrls) {
  const ours: NodeJS.ProcessEnv = {
    ...env,
    SUPABASE_DB_STRING: urls.appUrl,
    TOR_DATA_DIR: dataDir,
    PORT: String(port),
  };
  // The embedded database knows one role for the apps, and that is the one they sign in with.
  if (databases === undefined) ours['TOR_DB_ROLE'] = 'tor_app';
  // The apps have no use for the owner's key: they could undo with it what keeps the shops apart. Emptied and not left out,
  // so that no .env file fills it in again.
  ours['TOR_MIGRATION_DB_STRING'] = '';
  if (!ours['SUPABASE_URL'] && !ours['TOR_JWT_SECRET']) ours['TOR_JWT_SECRET'] = await keptJwtSecret(dataDir);
  return ours;
}

function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal?.aborted) reject(signal.reason);
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** Where the API says that it listens, by a name that people know. */
function apiUrl(port: number, message: Record<string, unknown> | undefined): string {
  const reported = message?.['url'];
  return `http://localhost:${typeof reported === 'string' ? new URL(reported).port : port}`;
}

async function startOn(database: StackDatabase, options: StackOptions, undo: (() => Promise<void>)[]) {
  const { log, signal, graceMs = GRACE_MS, migrations = MIGRATIONS, services = SERVICES } = options;
  signal?.throwIfAborted();
  const env = await serviceEnvironment(options, database.urls);
  if (migrations !== null) {
    const ownerEnv = { ...env, TOR_MIGRATION_DB_STRING: database.urls.ownerUrl };
    const logSetup = prefixed(migrations.name, log);
    await runToEnd({ ...migrations, env: ownerEnv }, { log: logSetup, graceMs, ...(signal && { signal }) });
  }
  signal?.throwIfAborted();
  const specs = services.map((program) => ({ ...program, env }));
  const group = new ServiceGroup(specs, { log, graceMs, restarts: options.restarts ?? DEFAULT_RESTARTS });
  undo.push(() => group.stop());
  const failed = Promise.race([group.failed, database.lost]);
  const fail = failed.then((failure) => Promise.reject(failure));
  fail.catch(() => undefined);
  const messages = await Promise.race([group.ready, fail, aborted(signal)]);
  const worker = messages.get('worker')?.['url'];
  const workerUrl = typeof worker === 'string' ? worker : null;
  return { group, env, failed, apiUrl: apiUrl(options.port, messages.get('api')), workerUrl };
}

/** Starts database, migrations, API and worker. When one of them cannot, stops the others and says why. */
export async function startStack(options: StackOptions): Promise<RunningStack> {
  const { dataDir, log, postgresSettings: settings, databases: given } = options;
  const undo: (() => Promise<void>)[] = [];
  const undoAll = async (): Promise<void> => {
    for (const step of undo.reverse()) await step();
  };
  try {
    const database = await openDatabase({ given, dataDir, settings, log });
    undo.push(() => database.stop());
    const { group, env, failed, apiUrl: url, workerUrl } = await startOn(database, options, undo);
    let stopped: Promise<void> | undefined;
    return {
      apiUrl: url,
      workerUrl,
      databaseUrls: database.urls,
      env,
      pids: () => group.pids,
      readyAgain: (name) => group.readyAgain(name),
      failed,
      stop: () => (stopped ??= undoAll()),
    };
  } catch (error) {
    await undoAll();
    throw error;
  }
}
