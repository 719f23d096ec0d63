import type { EntityManager } from 'typeorm';
import { DomainError } from '@tor/kernel/domain-error';
import type { TenantId } from '@tor/kernel/tenant-id';
import { ShopSettings } from '../entities/shop-settings.entity.js';
import { readRows } from './entity-rows.js';

/** Settings to change; undefined: stays as it is. */
export type SettingsChange = {
  readonly [Name in keyof Omit<ShopSettings, 'userId' | 'user'>]?: ShopSettings[Name] | undefined;
};

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

  /** How this shop counts its days and restocks. @throws DomainError `tenant_unknown` when the tenant has no shop */
  async settings(): Promise<ShopSettings> {
    const [settings] = await readRows(this.#manager, ShopSettings, 'settings', 'WHERE user_id = $1', [this.#userId]);
    if (!settings) throw new DomainError('tenant_unknown', 'There is no shop for this user');
    return settings;
  }

  /** Changes the settings that are given; those that are undefined stay. */
  async updateSettings(change: SettingsChange): Promise<void> {
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    if (Object.keys(given).length > 0) await this.#manager.update(ShopSettings, { userId: this.#userId }, given);
  }
}
