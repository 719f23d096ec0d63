import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { parseTenantId, type TenantId } from '@tor/kernel/tenant-id';
import { traced } from '@tor/kernel/tracing';
import { reaching, refusalOf } from './out-of-reach.js';
import type { TenantClient } from './tenant-client.js';
import { TenantScope } from './tenant-scope.js';

type Work<T> = (shop: TenantScope, manager: EntityManager) => Promise<T>;

/** A transaction that is open around the code that runs now. */
interface OpenTransaction {
  readonly dataSource: DataSource;
  readonly userId: TenantId;
  readonly shop: TenantScope;
  readonly manager: EntityManager;
  /** What the first work threw that failed inside: the whole must not be committed then, whoever caught it. */
  failure?: { readonly error: unknown };
}

const open = new AsyncLocalStorage<OpenTransaction>();

/**
 * One transaction that row-level security binds to one tenant. The setting ends with the transaction, so a pooled
 * connection never carries a tenant over to the next caller. Called by work that is inside such a transaction of the same
 * tenant already, it joins that one: all of it is committed together, or nothing.
 * @throws DomainError `database_unavailable`, besides what `work` throws
 */
export function tenantTransaction<T>(dataSource: DataSource, userId: TenantId, work: Work<T>): Promise<T> {
  const outer = open.getStore();
  if (outer?.dataSource === dataSource && outer.userId === userId) return join(outer, work);
  return onConnection(dataSource, userId, async (runner) => {
    const { manager } = runner;
    try {
      // One message for both. The id is a UUID: nothing in it could end the quotes.
      await runner.query(`BEGIN; SELECT set_config('app.user_id', '${parseTenantId(userId)}', true)`);
      // TypeORM holds no rows unless it knows of the transaction.
      Object.assign(runner, { isTransactionActive: true });
      const transaction: OpenTransaction = { dataSource, userId, manager, shop: new TenantScope(manager, userId) };
      const result = await open.run(transaction, () => work(transaction.shop, manager));
      if (transaction.failure) throw transaction.failure.error;
      // In one message: the shop's totals are held for the commit alone.
      const { closingStatement } = transaction.shop.goodsTotals;
      await runner.query(closingStatement === null ? 'COMMIT' : `${closingStatement}; COMMIT`);
      return result;
    } catch (error) {
      // What went wrong first is what is told, whether or not the connection still takes this.
      await runner.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      Object.assign(runner, { isTransactionActive: false });
    }
  });
}

/**
 * Reads the rows of one tenant, each statement in a transaction of its own that row-level security binds to the tenant and that
 * PostgreSQL refuses to write in: one round trip a statement. What the statements see may differ, as it may within a
 * transaction at READ COMMITTED. Inside a {@link tenantTransaction} of the same tenant it reads what that has written.
 * @throws DomainError `database_unavailable`, besides what `work` throws
 */
export function tenantRead<T>(
  dataSource: DataSource,
  userId: TenantId,
  work: (shop: TenantScope) => Promise<T>,
): Promise<T> {
  const outer = open.getStore();
  if (outer?.dataSource === dataSource && outer.userId === userId) return join(outer, work);
  return traced('tenant read', { 'tor.tenant_id': userId }, () => readOnConnection(dataSource, userId, work));
}

/** In one piece: reads are many, and each function that waits in another adds to what all of them pay. */
async function readOnConnection<T>(
  dataSource: DataSource,
  userId: TenantId,
  work: (shop: TenantScope) => Promise<T>,
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  let client: TenantClient | null = null;
  try {
    client = (await runner.connect()) as TenantClient;
    client.readFor(parseTenantId(userId));
    const { manager } = runner;
    Object.assign(manager, { query: asksDirectly(client) });
    return await work(new TenantScope(manager, userId));
  } catch (error) {
    throw refusalOf(error);
  } finally {
    client?.readFor(null);
    await runner.release();
  }
}

/** TypeORM tells those who listen of each statement and times it. Nobody listens, and reads are many. */
function asksDirectly(client: TenantClient): EntityManager['query'] {
  const ask = client.query.bind(client) as (text: string, values?: unknown[]) => Promise<{ rows: unknown }>;
  return <Rows>(text: string, values?: unknown[]): Promise<Rows> => ask(text, values).then(({ rows }) => rows as Rows);
}

function onConnection<T>(
  dataSource: DataSource,
  userId: TenantId,
  work: (runner: QueryRunner) => Promise<T>,
): Promise<T> {
  return traced('tenant transaction', { 'tor.tenant_id': userId }, () =>
    reaching(async () => {
      const runner = dataSource.createQueryRunner();
      try {
        return await work(runner);
      } finally {
        await runner.release();
      }
    }),
  );
}

async function join<T>(transaction: OpenTransaction, work: Work<T>): Promise<T> {
  try {
    return await work(transaction.shop, transaction.manager);
  } catch (error) {
    transaction.failure ??= { error };
    throw error;
  }
}
