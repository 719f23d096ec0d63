import { MoreThan, MoreThanOrEqual, type DataSource } from 'typeorm';
import type { CalendarDay } from '@tor/kernel/calendar-day';
import { parseTenantId, type TenantId } from '@tor/kernel/tenant-id';
import { ShopActivity } from './entities/shop-activity.entity.js';

/** Which shops there are, without looking into any. */
export class ShopRegistry {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  /**
   * A page of the shops with a sale on `day` or later, in the order of their ids.
   * @param after the last shop of the page before; null for the first page
   */
  async activeSince(day: CalendarDay, after: TenantId | null, limit: number): Promise<TenantId[]> {
    const rows = await this.#dataSource.manager.find(ShopActivity, {
      where: { lastSaleOn: MoreThanOrEqual(day), ...(after !== null && { userId: MoreThan(after) }) },
      order: { userId: 'ASC' },
      take: limit,
    });
    return rows.map((row) => parseTenantId(row.userId));
  }
}
