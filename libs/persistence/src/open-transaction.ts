import type { DataSource, EntityManager } from 'typeorm';
import { Ambient } from '@tor/ambient/ambient';
import type { TenantId } from '@tor/kernel/tenant-id';
import type { TenantScope } from './tenant-scope.js';

/** A transaction that is open around the code that runs now. */
export interface OpenTransaction {
  readonly dataSource: DataSource;
  readonly userId: TenantId;
  readonly shop: TenantScope;
  readonly manager: EntityManager;
  /** What the first work threw that failed inside: the whole must not be committed then, whoever caught it. */
  failure?: { readonly error: unknown };
}

const open = new Ambient<OpenTransaction>();

/** Runs `work` inside of a transaction, for {@link transactionAround} to find. */
export function insideTransaction<T>(transaction: OpenTransaction, work: () => Promise<T>): Promise<T> {
  return open.during(transaction, work);
}

/** The transaction of this tenant that is open around the code that runs now. */
export function transactionAround(dataSource: DataSource, userId: TenantId): OpenTransaction | undefined {
  const outer = open.get();
  return outer?.dataSource === dataSource && outer.userId === userId ? outer : undefined;
}

/** Does `work` as a part of a transaction that is open. What it throws fails the whole. */
export async function joinTransaction<T>(
  transaction: OpenTransaction,
  work: (shop: TenantScope, manager: EntityManager) => Promise<T>,
): Promise<T> {
  try {
    return await work(transaction.shop, transaction.manager);
  } catch (error) {
    transaction.failure ??= { error };
    throw error;
  }
}
