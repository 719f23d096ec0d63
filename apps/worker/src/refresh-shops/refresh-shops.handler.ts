import { Inject, Injectable, Logger } from '@nestjs/common';
import type { WorkerConfig } from '@tor/config/config';
import type { RefreshShopsResult } from '@tor/forecast-queue/forecast-jobs';
import { ForecastQueue } from '@tor/forecast-queue/forecast-queue';
import { addDays, calendarDayAt } from '@tor/kernel/calendar-day';
import { ShopRegistry } from '@tor/persistence/shop-registry';
import { WORKER_CONFIG } from '../worker-config.js';

/** Asks for a forecast of every shop that sold lately. */
@Injectable()
export class RefreshShopsHandler {
  readonly #logger = new Logger(RefreshShopsHandler.name);

  constructor(
    private readonly shops: ShopRegistry,
    private readonly queue: ForecastQueue,
    @Inject(WORKER_CONFIG) private readonly config: WorkerConfig,
  ) {}

  async handle(): Promise<RefreshShopsResult> {
    const { timezone, activeDays } = this.config.nightlyRefresh;
    const since = addDays(calendarDayAt(new Date(), timezone), -activeDays);
    const tenants = await this.shops.activeSince(since);
    for (const tenantId of tenants) await this.queue.requestForecast(tenantId);
    this.#logger.log(`Asked for a forecast of ${tenants.length} shops with sales since ${since}`);
    return { shops: tenants.length };
  }
}
