import type { EntityManager } from 'typeorm';
import type { TenantId } from '@tor/kernel/tenant-id';

/** One shop's goods and sales in bulk, for files that come and go. */
export class TransferRepository {
  readonly #manager: EntityManager;
  readonly #userId: TenantId;

  constructor(manager: EntityManager, userId: TenantId) {
    this.#manager = manager;
    this.#userId = userId;
  }
}
