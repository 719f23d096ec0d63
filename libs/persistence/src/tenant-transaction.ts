import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { parseTenantId, type TenantId } from '@tor/kernel/tenant-id';
import { traced } from '@tor/kernel/tracing';
import { insideTransaction, joinTransaction, transactionAround, type OpenTransaction } from './open-transaction.js';
import { reaching } from './out-of-reach.js';
import { TenantScope } from './tenant-scope.js';

type Work<T> = (shop: TenantScope, manager: EntityManager) => Promise<T>;

/**
 * One transaction that row-level security binds to one tenant. The setting ends with the transaction, so a pooled
 * connection never carries a tenant over to the next caller. Called by work that is inside such a transaction of the same
 * tenant already, it joins that one: all of it is committed together, or nothing.
 * @throws DomainError `database_unavailable`, besides what `work` throws
 */
export function tenantTransaction<T>(dataSource: DataSource, userId: TenantId, work: Work<T>): Promise<T> {
  const outer = transactionAround(dataSource, userId);
  if (outer) return joinTransaction(outer, work);
  return onConnection(dataSource, userId, async (runner) => {
    const { manager } = runner;
    try {
      // One message for both. The id is a UUID: nothing in it could end the quotes.
      await runner.query(`BEGIN; SELECT set_config('app.user_id', '${parseTenantId(userId)}', true)`);
      // TypeORM holds no rows unless it knows of the transaction.
      Object.assign(runner, { isTransactionActive: true });
      const transaction: OpenTransaction = { dataSource, userId, manager, shop: new TenantScope(manager, userId) };
      const result = await insideTransaction(transaction, () => work(transaction.shop, manager));
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
