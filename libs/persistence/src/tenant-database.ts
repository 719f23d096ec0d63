import type { DataSource } from 'typeorm';
import type { TenantId } from '@tor/kernel/tenant-id';
import { tenantRead } from './tenant-read.js';
import type { TenantScope } from './tenant-scope.js';
import { tenantTransaction } from './tenant-transaction.js';

/** The one door to shops' data. */
export class TenantDatabase {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  /**
   * Runs `work` in one transaction that sees and writes the rows of this tenant alone. When `work` throws, nothing of it
   * stays. Keep it short: no transaction waits for a training or another service.
   */
  run<T>(userId: TenantId, work: (shop: TenantScope) => Promise<T>): Promise<T> {
    return tenantTransaction(this.#dataSource, userId, (shop) => work(shop));
  }

  /**
   * Runs `work` that only reads, the rows of this tenant alone: each statement is a transaction of its own, in which PostgreSQL
   * refuses to write or to hold rows.
   */
  read<T>(userId: TenantId, work: (shop: TenantScope) => Promise<T>): Promise<T> {
    return tenantRead(this.#dataSource, userId, work);
  }
}
