import type { EntityManager } from 'typeorm';
import type { TenantId } from '@tor/kernel/tenant-id';

/** Whether one shop's books agree with each other. */
export class IntegrityRepository {
  readonly #manager: EntityManager;
  readonly #userId: TenantId;

  constructor(manager: EntityManager, userId: TenantId) {
    this.#manager = manager;
    this.#userId = userId;
  }
}
