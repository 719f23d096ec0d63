import { Inject, Injectable } from '@nestjs/common';
import type { ForecastConfig } from '@tor/config/config';
import { ForecastQueue } from '@tor/forecast-queue/forecast-queue';
import type { Clock } from '@tor/kernel/clock';
import type { TenantId } from '@tor/kernel/tenant-id';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import type { TenantScope } from '@tor/persistence/tenant-scope';
import { CLOCK } from '../clock.module.js';
import { Stopping } from '../stopping/stopping.js';
import type { GoodsForecastView } from './dto/forecast.view.js';
import { failedLately } from './failed-lately.js';
import { forecastAnswer } from './forecast-answer.js';
import { readSnapshot } from './forecast-snapshot.js';

export const FORECAST_CONFIG = Symbol('forecast config');

/** The job that is joined first may have read the sales before the latest change; the one after it has not. */
const ROUNDS = 2;

interface Forecasts {
  readonly goods: readonly { readonly stale: boolean }[];
}

/** Reads forecasts in a transaction of the shop. */
export type Reading<Found> = (shop: TenantScope, now: Date) => Promise<Found>;

/** Answers from the inferences that the worker wrote, and has them written where they are missing or stale. */
@Injectable()
export class ForecastService {
  constructor(
    private readonly database: TenantDatabase,
    private readonly queue: ForecastQueue,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(FORECAST_CONFIG) private readonly config: ForecastConfig,
    private readonly stopping: Stopping,
  ) {}

  /**
   * The forecast of one goods, or of the goods with the lowest stock. Waits for the worker up to the configured time, then
   * answers with what there is; at once where the queue has no room for another forecast.
   * @param days how far to look, 1 to 30
   * @param waitMs how long to wait at most, where that is less than what is configured
   * @throws DomainError `goods_not_found`
   */
  async forecast(tenantId: TenantId, days: number, goodsId?: string, waitMs?: number): Promise<GoodsForecastView[]> {
    return forecastAnswer(await this.fresh(tenantId, (shop, now) => readSnapshot(shop, now, goodsId), waitMs), days);
  }

  /**
   * What `read` finds once the goods in it are forecast afresh: where one is stale, the worker is asked and waited for, up to
   * the configured time; what is found then may still be stale.
   * @param waitMs how long to wait at most, where that is less
   */
  async fresh<Found extends Forecasts>(tenantId: TenantId, read: Reading<Found>, waitMs = Infinity): Promise<Found> {
    const deadline = Date.now() + Math.min(this.config.waitMs, waitMs);
    let found = await this.#read(tenantId, read);
    for (let round = 0; round < ROUNDS && isStale(found); round++) {
      const left = Math.max(0, deadline - Date.now());
      // What failed for good is not tried again at every look; a job that is on its way is waited for all the same.
      const outcome = (await this.#failedLately(tenantId))
        ? await this.queue.waitForCurrent(tenantId, left, this.stopping.hurried)
        : await this.queue.forecastAndWait(tenantId, left, this.stopping.hurried);
      found = await this.#read(tenantId, read);
      if (outcome !== 'completed') break;
    }
    return found;
  }

  #failedLately(tenantId: TenantId): Promise<boolean> {
    return this.database.read(tenantId, (shop) => failedLately(shop, this.clock()));
  }

  /** No transaction stays open while the worker trains. */
  #read<Found>(tenantId: TenantId, read: Reading<Found>): Promise<Found> {
    return this.database.read(tenantId, (shop) => read(shop, this.clock()));
  }
}

/** Whether any of these forecasts is older than it could be. */
export function isStale({ goods }: Forecasts): boolean {
  return goods.some(({ stale }) => stale);
}
