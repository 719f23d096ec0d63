import { Injectable } from '@nestjs/common';
import { canonicalTimezone } from '@tor/kernel/calendar-day';
import type { TenantId } from '@tor/kernel/tenant-id';
import type { ShopSettings } from '@tor/persistence/entities/shop-settings.entity';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import type { SettingsUpdate } from './dto/settings-input.js';

/** The settings of a shop. */
@Injectable()
export class SettingsService {
  constructor(private readonly database: TenantDatabase) {}

  read(tenantId: TenantId): Promise<ShopSettings> {
    return this.database.read(tenantId, (shop) => shop.shop.settings());
  }

  /** Changes what is given and leaves the rest. */
  update(tenantId: TenantId, input: SettingsUpdate): Promise<ShopSettings> {
    return this.database.run(tenantId, async (shop) => {
      await shop.shop.updateSettings({
        timezone: input.timezone && canonicalTimezone(input.timezone),
        currency: input.currency,
        language: input.language,
        leadTimeDays: input.lead_time_days,
        reviewDays: input.review_days,
        serviceLevel: input.service_level,
        lowStockThreshold: input.low_stock_threshold,
      });
      return shop.shop.settings();
    });
  }
}
