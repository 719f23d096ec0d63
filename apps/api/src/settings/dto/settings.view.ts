import { ApiProperty } from '@nestjs/swagger';
import type { ShopSettings } from '@tor/persistence/entities/shop-settings.entity';
import { LANGUAGES } from './settings-input.js';

/** How a shop counts its days and restocks. */
export class SettingsView {
  @ApiProperty({ example: 'Asia/Jakarta' })
  timezone!: string;

  @ApiProperty({ pattern: '^[A-Z]{3}$', example: 'IDR' })
  currency!: string;

  @ApiProperty({ enum: LANGUAGES, example: 'id' })
  language!: string;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: 365, example: 3 })
  lead_time_days!: number;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 365, example: 7 })
  review_days!: number;

  @ApiProperty({ minimum: 0.5, maximum: 0.999, example: 0.95 })
  service_level!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 10 })
  low_stock_threshold!: number;
}

export function toSettingsView(settings: ShopSettings): SettingsView {
  return {
    timezone: settings.timezone,
    currency: settings.currency,
    language: settings.language,
    lead_time_days: settings.leadTimeDays,
    review_days: settings.reviewDays,
    service_level: settings.serviceLevel,
    low_stock_threshold: settings.lowStockThreshold,
  };
}
