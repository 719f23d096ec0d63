import type { TenantId } from '@tor/kernel/tenant-id';

const MOST_REMEMBERED = 10_000;

/** Tenants of whom something was checked once, so that most requests need not ask the database. Bounded. */
export class KnownTenants {
  readonly #tenants = new Set<TenantId>();

  /** Runs `check` unless the tenant has passed it before. What `check` throws is not remembered. */
  async once(tenantId: TenantId, check: () => Promise<void>): Promise<void> {
    if (this.#tenants.has(tenantId)) return;
    await check();
    if (this.#tenants.size >= MOST_REMEMBERED) this.#tenants.clear();
    this.#tenants.add(tenantId);
  }
}
