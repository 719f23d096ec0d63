import type { PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import { ENTITIES, MIGRATIONS, SCHEMA } from './schema.js';

export interface AppDataSourceOptions {
  readonly url: string;
  /** The role every connection takes on. */
  readonly role: string;
  readonly poolSize: number;
  readonly applicationName: string;
}

/** The connections of a running app: all of them in the app's role, which row-level security binds. */
export function appDataSource(options: AppDataSourceOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    schema: SCHEMA,
    entities: ENTITIES,
    poolSize: options.poolSize,
    applicationName: options.applicationName,
    // The pool waits for this before it hands a new connection out.
    extra: {
      onConnect: (client: PoolClient) =>
        client.query(`SET ROLE ${quoteIdentifier(options.role)}; SET search_path TO ${SCHEMA}`),
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
