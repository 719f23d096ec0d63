import type { PoolClient } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { parseTenantId, type TenantId } from '@tor/kernel/tenant-id';
import { traced } from '@tor/kernel/tracing';
import { joinTransaction, transactionAround } from './open-transaction.js';
import { refusalOf } from './out-of-reach.js';
import { poolOf } from './pool-of.js';
import type { TenantClient } from './tenant-client.js';
import { TenantScope } from './tenant-scope.js';

/**
 * Reads the rows of one tenant, each statement in a transaction of its own that row-level security binds to the tenant and that
 * PostgreSQL refuses to write in: one round trip a statement. What the statements see may differ, as it may within a
 * transaction at READ COMMITTED. Inside a transaction of the same tenant it reads what that has written.
 * @throws DomainError `database_unavailable`, besides what `work` throws
 */
export function tenantRead<T>(
  dataSource: DataSource,
  userId: TenantId,
  work: (shop: TenantScope) => Promise<T>,
): Promise<T> {
  const outer = transactionAround(dataSource, userId);
  if (outer) return joinTransaction(outer, work);
  return traced('tenant read', { 'tor.tenant_id': userId }, () => readOnConnection(dataSource, userId, work));
}

/** In one piece: reads are many, and each function that waits in another adds to what all of them pay. */
async function readOnConnection<T>(
  dataSource: DataSource,
  userId: TenantId,
  work: (shop: TenantScope) => Promise<T>,
): Promise<T> {
  const pool = poolOf(dataSource);
  if (!pool) throw new Error('The database is not connected');
  let client: (PoolClient & TenantClient) | null = null;
  try {
    client = (await pool.connect()) as PoolClient & TenantClient;
    client.readFor(parseTenantId(userId));
    return await work(new TenantScope(managerOf(client, dataSource), userId));
  } catch (error) {
    throw refusalOf(error);
  } finally {
    client?.readFor(null);
    client?.release();
  }
}

const managers = new WeakMap<TenantClient, EntityManager>();

/**
 * What repositories read with on this connection. Made once for each: it is much to make for a row. It asks the connection itself:
 * TypeORM tells those who listen of each statement and times it, and nobody listens.
 */
function managerOf(client: TenantClient, dataSource: DataSource): EntityManager {
  const known = managers.get(client);
  if (known) return known;
  const runner = dataSource.createQueryRunner();
  // Connected already, for those who ask by way of TypeORM.
  Object.assign(runner, { databaseConnection: client });
  const { manager } = runner;
  const ask = client.query.bind(client) as (text: string, values?: unknown[]) => Promise<{ rows: unknown }>;
  Object.assign(manager, {
    query: (text: string, values?: unknown[]) => ask(text, values).then(({ rows }) => rows),
  });
  // Whoever reads is told by his statement; without a listener it would end the process as well.
  client.on('error', () => undefined);
  managers.set(client, manager);
  return manager;
}
