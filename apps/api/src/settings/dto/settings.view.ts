import { ApiProperty } from '@nestjs/swagger';
import type { ShopSettings } from '@tor/persistence/entities/shop-settings.entity';
import { LANGUAGES } from './settings-input.js';

/** How a shop counts its days and restocks. */
export class SettingsView {
  @ApiProperty({ example: 'Asia/Jakarta' })
  timezone!: string;

  @ApiProperty({ example: 'IDR' })
  currency!: string;

  @ApiProperty({ enum: LANGUAGES, example: 'id' })
  language!: string;

  @ApiProperty({ type: 'integer', example: 3 })
  lead_time_days!: number;

  @ApiProperty({ type: 'integer', example: 7 })
  review_days!: number;

  @ApiProperty({ example: 0.95 })
  service_level!: number;

  @ApiProperty({ type: 'integer', example: 10 })
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
