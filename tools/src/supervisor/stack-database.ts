import { startEmbeddedPostgres } from '@tor/embedded-postgres/embedded-postgres';
import { type LineLog, prefixed } from './line-log.js';

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
  /** Settles when a database of our own has ended, asked or not. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** The database that was named, which is not ours to start or stop; or else an embedded one in the data folder. */
export async function openDatabase(options: {
  readonly given?: DatabaseUrls | undefined;
  readonly dataDir: string;
  readonly settings?: Readonly<Record<string, string>> | undefined;
  readonly log: LineLog;
}): Promise<StackDatabase> {
  if (options.given !== undefined) {
    return { urls: options.given, ended: new Promise(() => undefined), stop: () => Promise.resolve() };
  }
  const { dataDir, settings = {} } = options;
  const postgres = await startEmbeddedPostgres({ dataDir, settings, log: prefixed('db', options.log) });
  const { appUrl, ownerUrl, superuserUrl } = postgres;
  return { urls: { appUrl, ownerUrl, superuserUrl }, ended: postgres.ended, stop: () => postgres.stop() };
}
