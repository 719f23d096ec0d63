import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENVIRONMENT_VARIABLES } from '@tor/config/environment';
import { API, WORKER, type Program } from '@tor/supervisor/programs';
import { DEFAULT_RESTARTS } from '@tor/supervisor/service';
import { startStack, type RunningStack } from '@tor/supervisor/start-stack';
import { ApiClient } from './api-client.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

export interface TestStackOptions {
  /** Variables of the API and the worker, over the tests' own. */
  readonly env?: Readonly<Record<string, string>>;
  /** Port of the API, where it has to be the same one after a restart. Left out: a free one. */
  readonly port?: number;
  /** Where the programs find the database instead, such as a proxy before it. */
  readonly databaseThrough?: (appUrl: string) => Promise<string>;
  /** Which programs run; left out: the API alone. */
  readonly programs?: readonly Program[];
}

/** The compiled programs, running as processes of their own on a database of the test file's own. */
export interface TestStack {
  readonly database: TestDatabase;
  readonly stack: RunningStack;
  /** What the programs have written to their logs so far. */
  readonly log: readonly string[];
  /** A caller who has not signed in. */
  readonly anonymous: ApiClient;
  /** Kills the API without warning, and waits until it is there again. */
  killApi(): Promise<void>;
  /** Starts another API on the same database. @returns where it is reached; it stops with the stack */
  anotherApi(): Promise<string>;
  /** A new user with an empty shop, signed in. */
  newShop(): Promise<ApiClient>;
  stop(): Promise<void>;
}

export const API_ALONE: readonly Program[] = [API];
export const API_AND_WORKER: readonly Program[] = [API, WORKER];

const AT_ONCE = { ...DEFAULT_RESTARTS, firstDelayMs: 1, maxDelayMs: 1 };

const DEFAULTS = {
  // Nothing of a developer's own .env file gets in: what is set here, be it empty, is not read from there.
  ...Object.fromEntries(ENVIRONMENT_VARIABLES.map((name) => [name, ''])),
  TOR_JWT_SECRET: 'a-secret-for-tests-of-more-than-32-characters',
  RATE_LIMIT_PER_MINUTE: '100000',
  SIGN_IN_LIMIT_PER_MINUTE: '10000',
  BAD_TOKEN_LIMIT_PER_MINUTE: '100000',
  TRANSFER_LIMIT_PER_MINUTE: '10000',
  FORECAST_JOB_LIMIT_PER_MINUTE: '10000',
  CHAT_LIMIT_PER_MINUTE: '10000',
  LOG_LEVEL: 'warn',
  // Once a year: no test meets it by chance.
  NIGHTLY_REFRESH_CRON: '0 0 1 1 *',
  NIGHTLY_REFRESH_SPREAD_MINUTES: '0',
};

/** Starts the programs and waits until they are ready. */
export async function startTestStack({
  env = {},
  programs = API_ALONE,
  port = 0,
  databaseThrough,
}: TestStackOptions = {}): Promise<TestStack> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'tor-stack-'));
  const log: string[] = [];
  const options = {
    env: { ...DEFAULTS, ...env },
    dataDir,
    restarts: AT_ONCE,
    log: (line: string) => log.push(line),
    migrations: null,
  };
  const others: RunningStack[] = [];
  let stack: RunningStack;
  try {
    const databases = databaseThrough ? { ...database, appUrl: await databaseThrough(database.appUrl) } : database;
    stack = await startStack({ ...options, port, databases, services: programs });
  } catch (error) {
    await database.drop();
    throw new Error(`The stack did not start:\n${log.join('\n')}`, { cause: error });
  }
  let shops = 0;
  return {
    database,
    stack,
    log,
    anonymous: new ApiClient(stack.apiUrl),
    killApi: async () => {
      const pid = stack.pids()['api'];
      if (pid === undefined) throw new Error('The API does not run');
      const ready = stack.readyAgain('api');
      process.kill(pid, 'SIGKILL');
      await ready;
    },
    newShop: () => ApiClient.signUp(stack.apiUrl, `owner${++shops}@shop.example`),
    anotherApi: async () => {
      const other = await startStack({ ...options, port: 0, databases: database, services: API_ALONE });
      others.push(other);
      return other.apiUrl;
    },
    stop: async () => {
      for (const running of [...others, stack]) await running.stop();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
