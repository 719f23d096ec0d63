import type { DataSource, EntityManager } from 'typeorm';
import type { TenantId } from '@tor/kernel/tenant-id';
import { reaching } from './out-of-reach.js';
import { TenantScope } from './tenant-scope.js';

/**
 * One transaction that row-level security binds to one tenant. The setting ends with the transaction, so a pooled
 * connection never carries a tenant over to the next caller.
 * @throws DomainError `database_unavailable`, besides what `work` throws
 */
export function tenantTransaction<T>(
  dataSource: DataSource,
  userId: TenantId,
  work: (shop: TenantScope, manager: EntityManager) => Promise<T>,
): Promise<T> {
  return reaching(() =>
    dataSource.transaction(async (manager) => {
      await manager.query(`SELECT set_config('app.user_id', $1, true)`, [userId]);
      return work(new TenantScope(manager, userId), manager);
    }),
  );
}
