import type { EntityManager } from 'typeorm';
import type { TenantId } from '@tor/kernel/tenant-id';

/** The running totals of one shop's sales, by day and by goods and month. */
export class SalesTotalsRepository {
  readonly #manager: EntityManager;
  readonly #userId: TenantId;

  constructor(manager: EntityManager, userId: TenantId) {
    this.#manager = manager;
    this.#userId = userId;
  }
}
