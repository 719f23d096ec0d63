import type { PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import { VALUE_TYPES } from './read-instant.js';
import { TenantClient } from './tenant-client.js';
import { PREPARE_TENANT_READS } from './tenant-query.js';
import { ENTITIES, MIGRATIONS, SCHEMA } from './schema.js';

export interface AppDataSourceOptions {
  readonly url: string;
  /** The role every connection takes on. */
  readonly role: string;
  readonly poolSize: number;
  readonly applicationName: string;
  /** No statement may take longer, nor may anybody wait longer for its answer. */
  readonly statementTimeoutMs: number;
}

/** How long to wait for a connection, a new one or one that others use. */
const CONNECT_TIMEOUT_MS = 10_000;

/** Who waits longer for a row that another holds gives up, so that the waiting ones do not take all connections. */
const LOCK_TIMEOUT_MS = 5000;

/** The server gives up first; the client does so a little later, when the server does not even say so. */
const CLIENT_PATIENCE_MS = 2000;

/** The connections of a running app: all of them in the app's role, which row-level security binds. */
export function appDataSource(options: AppDataSourceOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    schema: SCHEMA,
    entities: ENTITIES,
    poolSize: options.poolSize,
    applicationName: options.applicationName,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    // The pool waits for this before it hands a new connection out.
    extra: {
      Client: TenantClient,
      types: VALUE_TYPES,
      keepAlive: true,
      query_timeout: options.statementTimeoutMs + CLIENT_PATIENCE_MS,
      onConnect: (client: PoolClient) =>
        client.query(
          `SET ROLE ${quoteIdentifier(options.role)}; SET search_path TO ${SCHEMA}; SET statement_timeout TO ${options.statementTimeoutMs}; SET lock_timeout TO ${LOCK_TIMEOUT_MS}; ${PREPARE_TENANT_READS}`,
        ),
    },
  });
}

/** The owner's connection, for migrations alone. */
export function ownerDataSource(url: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    schema: SCHEMA,
    entities: ENTITIES,
    migrations: MIGRATIONS,
    poolSize: 2,
    applicationName: 'tor-migrate',
    extra: { onConnect: (client: PoolClient) => client.query(`SET search_path TO ${SCHEMA}`) },
  });
}

/** A name for use inside SQL text. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
