import { MoreThanOrEqual, type DataSource } from 'typeorm';
import type { CalendarDay } from '@tor/kernel/calendar-day';
import { parseTenantId, type TenantId } from '@tor/kernel/tenant-id';
import { ShopActivity } from './entities/shop-activity.entity.js';

/** Which shops there are, without looking into any. */
export class ShopRegistry {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  /** The shops with a sale on `day` or later. */
  async activeSince(day: CalendarDay): Promise<TenantId[]> {
    const rows = await this.#dataSource.manager.find(ShopActivity, {
      where: { lastSaleOn: MoreThanOrEqual(day) },
      order: { userId: 'ASC' },
    });
    return rows.map((row) => parseTenantId(row.userId));
  }
}
