import { Inject, Injectable, Logger } from '@nestjs/common';
import type { WorkerConfig } from '@tor/config/config';
import type { RefreshShopsJob, RefreshShopsResult } from '@tor/forecast-queue/forecast-jobs';
import { ForecastQueue } from '@tor/forecast-queue/forecast-queue';
import { addDays, calendarDayAt } from '@tor/kernel/calendar-day';
import type { TenantId } from '@tor/kernel/tenant-id';
import { ShopRegistry } from '@tor/persistence/shop-registry';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import { WORKER_CONFIG } from '../worker-config.js';
import { delayOf } from './spread.js';

/** Shops of one job: few enough that the trainings behind it do not wait long, and that little is done twice after a crash. */
const PAGE = 200;

/** A page that the queue has no room for comes again after so long: a worker makes a forecast in that time. */
const PUT_OFF_MS = 5000;

/** Asks for a forecast of the shops that sold lately and whose forecast is not of today or does not know everything. */
@Injectable()
export class RefreshShopsHandler {
  readonly #logger = new Logger(RefreshShopsHandler.name);

  constructor(
    private readonly shops: ShopRegistry,
    private readonly database: TenantDatabase,
    private readonly queue: ForecastQueue,
    @Inject(WORKER_CONFIG) private readonly config: WorkerConfig,
  ) {}

  /**
   * One page of shops, as many as the queue has room for; the next one is a job of its own, put off while there is no room. Done
   * twice, it asks for nothing twice.
   * @throws the signal's reason when it is aborted
   */
  async handle({ from }: RefreshShopsJob, signal: AbortSignal): Promise<RefreshShopsResult> {
    const now = Date.now();
    const begunAt = from?.begunAt ?? now;
    const { timezone, activeDays, spreadMinutes } = this.config.nightlyRefresh;
    const page = { begunAt, after: from?.after ?? null };
    const size = Math.min(PAGE, await this.queue.nightlyRoom());
    if (size === 0) {
      await this.queue.requestRefreshPage({ ...page, putOff: (from?.putOff ?? 0) + 1 }, PUT_OFF_MS);
      return { shops: 0, skipped: 0 };
    }
    const since = addDays(calendarDayAt(new Date(begunAt), timezone), -activeDays);
    const tenants = await this.shops.activeSince(since, page.after, size);
    let asked = 0;
    for (const tenantId of tenants) {
      signal.throwIfAborted();
      if (await this.#knowsEverything(tenantId)) continue;
      const delay = delayOf(tenantId, spreadMinutes * 60_000) - (now - begunAt);
      await this.queue.requestNightlyForecast(tenantId, Math.max(0, delay));
      asked += 1;
    }
    const last = tenants.at(-1);
    if (tenants.length === size && last !== undefined) await this.queue.requestRefreshPage({ begunAt, after: last });
    const skipped = tenants.length - asked;
    this.#logger.log(`Asked for a forecast of ${asked} shops with sales since ${since}; ${skipped} have a new one`);
    return { shops: asked, skipped };
  }

  /** Whether the shop's latest forecast is of its today, and was made from what a new one would be made from. */
  #knowsEverything(tenantId: TenantId): Promise<boolean> {
    return this.database.run(tenantId, async (shop) => {
      const [run, { timezone }] = [await shop.forecasts.latestRun(), await shop.shop.settings()];
      const today = calendarDayAt(new Date(), timezone);
      return run?.asOf === today && run.inputHash === (await shop.forecasts.inputHash(today));
    });
  }
}
