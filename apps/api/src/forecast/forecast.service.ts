import { Inject, Injectable } from '@nestjs/common';
import type { ForecastConfig } from '@tor/config/config';
import { ForecastQueue } from '@tor/forecast-queue/forecast-queue';
import type { Clock } from '@tor/kernel/clock';
import type { TenantId } from '@tor/kernel/tenant-id';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import { CLOCK } from '../clock.module.js';
import type { GoodsForecastView } from './dto/forecast.view.js';
import { failedLately } from './failed-lately.js';
import { forecastAnswer } from './forecast-answer.js';
import { readSnapshot, type ForecastSnapshot } from './forecast-snapshot.js';

export const FORECAST_CONFIG = Symbol('forecast config');

/** The job that is joined first may have read the sales before the latest change; the one after it has not. */
const ROUNDS = 2;

/** Answers from the inferences that the worker wrote, and has them written where they are missing or stale. */
@Injectable()
export class ForecastService {
  constructor(
    private readonly database: TenantDatabase,
    private readonly queue: ForecastQueue,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(FORECAST_CONFIG) private readonly config: ForecastConfig,
  ) {}

  /**
   * The forecast of one goods, or of the goods with the lowest stock. Waits for the worker up to the configured time, then
   * answers with what there is.
   * @param days how far to look, 1 to 30
   * @throws DomainError `goods_not_found`
   */
  async forecast(tenantId: TenantId, days: number, goodsId?: string): Promise<GoodsForecastView[]> {
    const deadline = Date.now() + this.config.waitMs;
    let snapshot = await this.#read(tenantId, goodsId);
    for (let round = 0; round < ROUNDS && isStale(snapshot); round++) {
      const left = Math.max(0, deadline - Date.now());
      // What failed for good is not tried again at every look; a job that is on its way is waited for all the same.
      const outcome = (await this.#failedLately(tenantId))
        ? await this.queue.waitForCurrent(tenantId, left)
        : await this.queue.forecastAndWait(tenantId, left);
      snapshot = await this.#read(tenantId, goodsId);
      if (outcome !== 'completed') break;
    }
    return forecastAnswer(snapshot, days);
  }

  #failedLately(tenantId: TenantId): Promise<boolean> {
    return this.database.run(tenantId, (shop) => failedLately(shop, this.clock()));
  }

  /** No transaction stays open while the worker trains. */
  #read(tenantId: TenantId, goodsId?: string): Promise<ForecastSnapshot> {
    return this.database.run(tenantId, (shop) => readSnapshot(shop, this.clock(), goodsId));
  }
}

function isStale({ goods }: ForecastSnapshot): boolean {
  return goods.some(({ stale }) => stale);
}
