import { Inject, Injectable, Logger } from '@nestjs/common';
import type { WorkerConfig } from '@tor/config/config';
import {
  FORECAST_HORIZON_DAYS,
  type ForecastShopJob,
  type ForecastShopResult,
} from '@tor/forecast-queue/forecast-jobs';
import type { GoodsForecast } from '@tor/forecasting/forecast-shop';
import { LEARNED_DAYS, type ShopHistory } from '@tor/forecasting/shop-history';
import { planRestock } from '@tor/inventory/restock-plan';
import { addDays, calendarDayAt, dayNumber } from '@tor/kernel/calendar-day';
import type { TenantId } from '@tor/kernel/tenant-id';
import { traced } from '@tor/kernel/tracing';
import type { NewInference } from '@tor/persistence/repositories/forecast.repository';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import { ForecastMetrics } from '../metrics/forecast-metrics.js';
import { type Trained, trainInChild } from '../training/train-in-child.js';
import { WORKER_CONFIG } from '../worker-config.js';
import { demandHistory } from './demand-history.js';
import { RunMeter } from './run-meter.js';
import { scoreWeek } from './week-score.js';

/** One delivery of a job. */
export interface Delivery {
  /** The same at every delivery of the same job. */
  readonly runId: string;
  /** Told the share of the work that is done, 0 to 1. */
  readonly onProgress: (fraction: number) => void;
  /** Ends the training. The run stays open for the next delivery. */
  readonly signal: AbortSignal;
}

/** A run that this delivery has opened. */
interface Run {
  readonly id: string;
  readonly startedAt: Date;
  /** The demand version of each goods when its sales were read. */
  readonly demandVersions: ReadonlyMap<string, number>;
  readonly history: ShopHistory;
  /** Units of the last seven days by goods, as a run forecast them a week ago; empty when there is nothing to score. */
  readonly weekBefore: ReadonlyMap<string, number>;
}

/** Trains one shop's model and writes what it infers. */
@Injectable()
export class ForecastShopHandler {
  readonly #logger = new Logger(ForecastShopHandler.name);

  constructor(
    private readonly database: TenantDatabase,
    @Inject(WORKER_CONFIG) private readonly config: WorkerConfig,
    private readonly metrics: ForecastMetrics,
  ) {}

  /** Three steps, no transaction open while the model trains: read the sales, train in a child process, write. */
  async handle({ tenantId }: ForecastShopJob, { runId, onProgress, signal }: Delivery): Promise<ForecastShopResult> {
    const meter = new RunMeter();
    const run = await this.#begin(tenantId, runId);
    if (!run) return { goods: await this.database.run(tenantId, (shop) => shop.forecasts.countInferences(runId)) };
    try {
      meter.note('load');
      const { forecasts, cost } = await this.#train(run, onProgress, signal);
      meter.note('train');
      const goods = await this.#write(tenantId, run, forecasts);
      meter.note('write');
      this.metrics.countGoods(goods);
      if (cost) this.metrics.countTraining(meter.secondsOf('train'), cost);
      if (goods > 0 && run.weekBefore.size > 0) {
        this.metrics.countScore(scoreWeek(run.history.goods, run.weekBefore));
      }
      this.#logger.log(meter.line(runId, goods, cost));
      return { goods };
    } catch (error) {
      if (!signal.aborted) await this.#noteFailure(tenantId, run, error);
      throw error;
    }
  }

  /** Closes the run of a job that is given up, where no delivery has done so: the worker was gone before it could. */
  async giveUp({ tenantId }: ForecastShopJob, runId: string, error: string): Promise<void> {
    await this.database.run(tenantId, async (shop) => {
      const { timezone } = await shop.shop.settings();
      const at = new Date();
      const asOf = calendarDayAt(at, timezone);
      await shop.forecasts.giveUp({ id: runId, asOf, horizonDays: FORECAST_HORIZON_DAYS, at, error });
    });
  }

  /** Says in the run why it failed; when that fails too, the first failure is still the one that counts. */
  async #noteFailure(tenantId: TenantId, run: Run, error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error);
    try {
      await this.database.run(tenantId, (shop) => shop.forecasts.fail(run.id, run.startedAt, new Date(), reason));
    } catch (second) {
      this.#logger.warn(`The failure of run ${run.id} was not noted: ${String(second)}`);
    }
  }

  /** Opens the run and reads the shop's calendar; null when an earlier delivery has done the run already. */
  #begin(tenantId: TenantId, runId: string): Promise<Run | null> {
    return this.database.run(tenantId, async (shop) => {
      const settings = await shop.shop.settings();
      const startedAt = new Date();
      const asOf = calendarDayAt(startedAt, settings.timezone);
      if (!(await shop.forecasts.begin({ id: runId, asOf, horizonDays: FORECAST_HORIZON_DAYS, startedAt }))) {
        this.#logger.warn(`Run ${runId} is done already; its job was delivered again`);
        return null;
      }
      // The versions before the sales: a sale that comes in between makes the forecast stale, never wrongly fresh.
      const goods = await shop.goods.active();
      const rows = await shop.sales.demandBetween(addDays(asOf, -LEARNED_DAYS), asOf);
      const emptyShelves = await shop.stock.emptyShelves(settings.timezone, asOf);
      const learned = goods.map(({ id, leadTimeDays }) => ({
        id,
        leadTimeDays: leadTimeDays ?? settings.leadTimeDays,
      }));
      return {
        id: runId,
        startedAt,
        weekBefore: await shop.forecasts.weekBefore(asOf),
        demandVersions: new Map(goods.map((one) => [one.id, one.demandVersion])),
        history: {
          asOf,
          reviewDays: settings.reviewDays,
          serviceLevel: settings.serviceLevel,
          goods: demandHistory(learned, rows, emptyShelves, asOf),
        },
      };
    });
  }

  async #train(
    { id, history }: Run,
    onProgress: Delivery['onProgress'],
    signal: AbortSignal,
  ): Promise<Omit<Trained, 'cost'> & { cost: Trained['cost'] | null }> {
    if (history.goods.length === 0) return { forecasts: [], cost: null };
    // The day is the seed: made again on the same day from the same sales, a forecast is the same.
    const options = { horizonDays: FORECAST_HORIZON_DAYS, seed: dayNumber(history.asOf) };
    const timeoutMs = this.config.trainingTimeoutMs;
    return traced('train', { 'tor.run_id': id, 'tor.goods': history.goods.length }, () =>
      trainInChild(history, options, { timeoutMs, onProgress, signal, label: id }),
    );
  }

  /** All inferences of the run in one transaction, at most once. @returns how many were written */
  #write(tenantId: TenantId, run: Run, forecasts: readonly GoodsForecast[]): Promise<number> {
    return this.database.run(tenantId, async (shop) => {
      const goods = await shop.goods.active(forecasts.map(({ goodsId }) => goodsId));
      const stockOf = new Map(goods.map(({ id, stockQuantity }) => [id, stockQuantity]));
      const inferences = forecasts.map((forecast) => ({
        ...toInference(forecast, stockOf.get(forecast.goodsId) ?? 0),
        serviceLevel: run.history.serviceLevel,
        demandVersion: run.demandVersions.get(forecast.goodsId) ?? 0,
      }));
      const written = await shop.forecasts.complete(run.id, run.startedAt, new Date(), inferences);
      return written ? inferences.length : 0;
    });
  }
}

function toInference(
  forecast: GoodsForecast,
  stockQuantity: number,
): Omit<NewInference, 'demandVersion' | 'serviceLevel'> {
  const { protection, leadTime, basis } = forecast;
  return {
    goodsId: forecast.goodsId,
    model: forecast.model,
    predicted: [...forecast.predicted],
    lower: [...forecast.lower],
    upper: [...forecast.upper],
    weekLower: forecast.week.lower,
    weekUpper: forecast.week.upper,
    meanAbsoluteError: forecast.meanAbsoluteError,
    protectionDays: protection.days,
    protectionDemand: protection.demand,
    protectionSafetyStock: protection.safetyStock,
    protectionLowerDemand: protection.lowerDemand,
    protectionUpperDemand: protection.upperDemand,
    leadTimeDays: leadTime.days,
    leadTimeDemand: leadTime.demand,
    leadTimeSafetyStock: leadTime.safetyStock,
    protectionQuantiles: protection.quantiles,
    basisDays: basis.days,
    basisSaleDays: basis.saleDays,
    basisDaysSinceLastSale: basis.daysSinceLastSale,
    basisRecentUnits: Math.round(basis.recentUnits),
    basisRecentDaysOutOfStock: basis.recentDaysOutOfStock,
    stockQuantity,
    restockQuantity: planRestock({ onHand: stockQuantity, protection, leadTime }).restockQuantity,
  };
}
