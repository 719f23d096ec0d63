import { Inject, Injectable, Logger } from '@nestjs/common';
import type { WorkerConfig } from '@tor/config/config';
import {
  FORECAST_HORIZON_DAYS,
  type ForecastShopJob,
  type ForecastShopResult,
} from '@tor/forecast-queue/forecast-jobs';
import type { GoodsForecast } from '@tor/forecasting/forecast-shop';
import type { ShopHistory } from '@tor/forecasting/shop-history';
import { planRestock } from '@tor/inventory/restock-plan';
import { addDays, calendarDayAt, dayNumber } from '@tor/kernel/calendar-day';
import type { TenantId } from '@tor/kernel/tenant-id';
import type { NewInference } from '@tor/persistence/repositories/forecast.repository';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import { trainInChild } from '../training/train-in-child.js';
import { WORKER_CONFIG } from '../worker-config.js';
import { demandHistory } from './demand-history.js';

/** The forecaster looks at two years at the most. */
const HISTORY_DAYS = 730;

/** One delivery of a job. */
export interface Delivery {
  /** The same at every delivery of the same job. */
  readonly runId: string;
  /** Told the share of the work that is done, 0 to 1. */
  readonly onProgress: (fraction: number) => void;
}

/** Trains one shop's model and writes what it infers. */
@Injectable()
export class ForecastShopHandler {
  readonly #logger = new Logger(ForecastShopHandler.name);

  constructor(
    private readonly database: TenantDatabase,
    @Inject(WORKER_CONFIG) private readonly config: WorkerConfig,
  ) {}

  /** Three steps, no transaction open while the model trains: read the sales, train in a child process, write. */
  async handle({ tenantId }: ForecastShopJob, { runId, onProgress }: Delivery): Promise<ForecastShopResult> {
    const history = await this.#begin(tenantId, runId);
    if (!history) return { goods: 0 };
    try {
      const forecasts =
        history.goods.length === 0
          ? []
          : await trainInChild(
              history,
              { horizonDays: FORECAST_HORIZON_DAYS, seed: dayNumber(history.asOf) },
              { timeoutMs: this.config.trainingTimeoutMs, onProgress },
            );
      return { goods: await this.#write(tenantId, runId, forecasts) };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      await this.database.run(tenantId, (shop) => shop.forecasts.fail(runId, new Date(), reason));
      throw error;
    }
  }

  /** Opens the run and reads the shop's calendar; null when an earlier delivery has done the run already. */
  #begin(tenantId: TenantId, runId: string): Promise<ShopHistory | null> {
    return this.database.run(tenantId, async (shop) => {
      const settings = await shop.shop.settings();
      const startedAt = new Date();
      const asOf = calendarDayAt(startedAt, settings.timezone);
      if (!(await shop.forecasts.begin({ id: runId, asOf, horizonDays: FORECAST_HORIZON_DAYS, startedAt }))) {
        this.#logger.warn(`Run ${runId} is done already; its job was delivered again`);
        return null;
      }
      const goods = await shop.goods.active();
      const leadTimes = new Map(goods.map(({ id, leadTimeDays }) => [id, leadTimeDays]));
      const rows = await shop.sales.demandBefore(asOf, addDays(asOf, -HISTORY_DAYS));
      return {
        asOf,
        reviewDays: settings.reviewDays,
        serviceLevel: settings.serviceLevel,
        goods: demandHistory(rows, asOf, (id) => leadTimes.get(id) ?? settings.leadTimeDays),
      };
    });
  }

  /** All inferences of the run in one transaction, at most once. @returns how many were written */
  #write(tenantId: TenantId, runId: string, forecasts: readonly GoodsForecast[]): Promise<number> {
    return this.database.run(tenantId, async (shop) => {
      const goods = await shop.goods.active(forecasts.map(({ goodsId }) => goodsId));
      const stockOf = new Map(goods.map(({ id, stockQuantity }) => [id, stockQuantity]));
      const inferences = forecasts.map((forecast) => toInference(forecast, stockOf.get(forecast.goodsId) ?? 0));
      return (await shop.forecasts.complete(runId, new Date(), inferences)) ? inferences.length : 0;
    });
  }
}

function toInference(forecast: GoodsForecast, stockQuantity: number): NewInference {
  const { protection, leadTime } = forecast;
  return {
    goodsId: forecast.goodsId,
    model: forecast.model,
    predicted: [...forecast.predicted],
    lower: [...forecast.lower],
    upper: [...forecast.upper],
    meanAbsoluteError: forecast.meanAbsoluteError,
    protectionDays: protection.days,
    protectionDemand: protection.demand,
    protectionSafetyStock: protection.safetyStock,
    protectionLowerDemand: protection.lowerDemand,
    protectionUpperDemand: protection.upperDemand,
    leadTimeDays: leadTime.days,
    leadTimeDemand: leadTime.demand,
    leadTimeSafetyStock: leadTime.safetyStock,
    stockQuantity,
    restockQuantity: planRestock({ onHand: stockQuantity, protection, leadTime }).restockQuantity,
  };
}
