import type { EntityManager } from 'typeorm';
import type { TenantId } from '@tor/kernel/tenant-id';
import { ShopSettings } from '../entities/shop-settings.entity.js';

/** The shop itself: its owner and its settings. */
export class ShopRepository {
  readonly #manager: EntityManager;
  readonly #userId: TenantId;

  constructor(manager: EntityManager, userId: TenantId) {
    this.#manager = manager;
    this.#userId = userId;
  }

  /** Makes the owner's row and the shop's settings where they are missing. */
  async ensure(email: string): Promise<void> {
    await this.#manager.query('INSERT INTO users (id, email) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING', [
      this.#userId,
      email,
    ]);
    await this.#manager.query('INSERT INTO shop_settings (user_id) VALUES ($1) ON CONFLICT (user_id) DO NOTHING', [
      this.#userId,
    ]);
  }

  /** The shop's settings; null when this tenant has no shop. */
  settings(): Promise<ShopSettings | null> {
    return this.#manager.findOneBy(ShopSettings, { userId: this.#userId });
  }
}
