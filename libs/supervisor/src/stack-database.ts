import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  PostgresUnavailable,
  startEmbeddedPostgres,
} from '@tor/embedded-postgres/embedded-postgres';
import { type LineLog, prefixed } from './line-log.js';
import { StackFailure } from './stack-failure.js';

/** Connection strings of the one database that a stack works on. */
export interface DatabaseUrls {
  /** For API and worker. */
  readonly appUrl: string;
  /** For migrations. */
  readonly ownerUrl: string;
  /** Only of an embedded database: for tools that make databases of their own. */
  readonly superuserUrl?: string;
}

/** A database in use by a stack. */
export interface StackDatabase {
  readonly urls: DatabaseUrls;
  /** Settles when a database of our own has ended unasked. */
  readonly lost: Promise<StackFailure>;
  stop(): Promise<void>;
}

const NEVER = new Promise<never>(() => undefined);

async function startEmbedded(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  try {
    return await startEmbeddedPostgres(options);
  } catch (error) {
    throw error instanceof PostgresUnavailable ? new StackFailure(error.message) : error;
  }
}

/** The database that was named, which is not ours to start or stop; or else an embedded one in the data folder. */
export async function openDatabase(options: {
  readonly given?: DatabaseUrls | undefined;
  readonly dataDir: string;
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /** Port of the embedded database; left out: a free one. */
  readonly port?: number | undefined;
  readonly log: LineLog;
}): Promise<StackDatabase> {
  if (options.given !== undefined) {
    return { urls: options.given, lost: NEVER, stop: () => Promise.resolve() };
  }
  const { dataDir, settings = {}, port } = options;
  const postgres = await startEmbedded({ dataDir, settings, port, log: prefixed('db', options.log) });
  const { appUrl, ownerUrl, superuserUrl } = postgres;
  let stopping = false;
  const ended = (): StackFailure | Promise<never> =>
    stopping ? NEVER : new StackFailure('The database ended unexpectedly');
  return {
    urls: { appUrl, ownerUrl, superuserUrl },
    lost: postgres.ended.then(ended, ended),
    stop: () => {
      stopping = true;
      return postgres.stop();
    },
  };
}
