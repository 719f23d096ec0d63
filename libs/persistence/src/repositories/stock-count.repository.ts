import type { EntityManager } from 'typeorm';
import type { TenantId } from '@tor/kernel/tenant-id';

/** The stock counts of one shop. */
export class StockCountRepository {
  readonly #manager: EntityManager;
  readonly #userId: TenantId;

  constructor(manager: EntityManager, userId: TenantId) {
    this.#manager = manager;
    this.#userId = userId;
  }
}
