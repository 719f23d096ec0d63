import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, EntityManager } from 'typeorm';
import type { TenantId } from '@tor/kernel/tenant-id';
import { traced } from '@tor/kernel/tracing';
import { reaching } from './out-of-reach.js';
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
  return traced('tenant transaction', { 'tor.tenant_id': userId }, () =>
    reaching(() =>
      dataSource.transaction(async (manager) => {
        await manager.query(`SELECT set_config('app.user_id', $1, true)`, [userId]);
        const transaction: OpenTransaction = { dataSource, userId, manager, shop: new TenantScope(manager, userId) };
        const result = await open.run(transaction, () => work(transaction.shop, manager));
        if (transaction.failure) throw transaction.failure.error;
        return result;
      }),
    ),
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
