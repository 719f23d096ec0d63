import { Injectable } from '@nestjs/common';
import type { Money } from '@tor/kernel/money';
import type { TenantId } from '@tor/kernel/tenant-id';
import { readAllForecasts } from '../forecast/forecast-snapshot.js';
import { ForecastService } from '../forecast/forecast.service.js';
import type { RestockListView } from './dto/restock.view.js';
import { restockAnswer, type Slice } from './restock-answer.js';

/** What to buy, over all goods of a shop. */
@Injectable()
export class RestockService {
  constructor(private readonly forecasts: ForecastService) {}

  /**
   * What to buy now, most worthwhile first. Has the forecasts made where they are missing or stale, as `GET /api/forecast/` does.
   * @param budget null: none
   * @param waitMs how long to wait for forecasts at most, where that is less than what is configured
   */
  async list(tenantId: TenantId, budget: Money | null, slice: Slice, waitMs?: number): Promise<RestockListView> {
    return restockAnswer(await this.forecasts.fresh(tenantId, readAllForecasts, waitMs), budget, slice);
  }
}
