import { LEARNED_DAYS } from '@tor/forecasting/shop-history';
import { addDays, type CalendarDay, calendarDayAt } from '@tor/kernel/calendar-day';
import { DomainError } from '@tor/kernel/domain-error';
import type { ForecastRun } from '@tor/persistence/entities/forecast-run.entity';
import type { Goods } from '@tor/persistence/entities/goods.entity';
import type { RestockInference } from '@tor/persistence/entities/restock-inference.entity';
import type { ShopSettings } from '@tor/persistence/entities/shop-settings.entity';
import type { TenantScope } from '@tor/persistence/tenant-scope';
import { latestForecast } from './latest-forecast.js';

/** How many days of past sales a forecast is shown with. */
export const HISTORY_DAYS = 50;

const LOWEST_STOCK_GOODS = 10;

/** One goods and the newest inference of it, if there is one that reaches to today. */
export interface ForecastOfGoods {
  readonly goods: Goods;
  readonly inference: RestockInference | null;
  /** There are sales to learn from. */
  readonly learnable: boolean;
  /** There is something to learn from, and the newest inference does not know it. */
  readonly stale: boolean;
}

/** What the database says of a shop's forecast at one moment. */
export interface ForecastsOfShop<One extends ForecastOfGoods = ForecastOfGoods> {
  readonly today: CalendarDay;
  readonly settings: ShopSettings;
  readonly run: ForecastRun | null;
  readonly goods: readonly One[];
}

/** One goods with its forecast and what it sold lately. */
export interface GoodsSnapshot extends ForecastOfGoods {
  readonly unitsByDay: ReadonlyMap<CalendarDay, number>;
}

export type ForecastSnapshot = ForecastsOfShop<GoodsSnapshot>;

/** Reads the forecast of every goods that is not archived. A constant number of queries. */
export async function readAllForecasts(shop: TenantScope, now: Date): Promise<ForecastsOfShop> {
  return forecastsOf(shop, now, await shop.goods.active());
}

/**
 * Reads the forecast of one goods, or of the goods with the lowest stock, with the latest sales. A constant number of queries.
 * @throws DomainError `goods_not_found`
 */
export async function readSnapshot(shop: TenantScope, now: Date, goodsId?: string): Promise<ForecastSnapshot> {
  const goods = goodsId ? await shop.goods.active([goodsId]) : await shop.goods.lowestStock(LOWEST_STOCK_GOODS);
  if (goodsId && goods.length === 0) throw new DomainError('goods_not_found', 'There are no goods of this id');
  const forecasts = await forecastsOf(shop, now, goods);
  const { today } = forecasts;
  const ids = goods.map(({ id }) => id);
  const units = unitsByGoods(await shop.sales.dailyTotals(ids, addDays(today, -HISTORY_DAYS), addDays(today, -1)));
  return {
    ...forecasts,
    goods: forecasts.goods.map((one) => ({
      ...one,
      unitsByDay: units.get(one.goods.id) ?? new Map<CalendarDay, number>(),
    })),
  };
}

async function forecastsOf(shop: TenantScope, now: Date, goods: readonly Goods[]): Promise<ForecastsOfShop> {
  const settings = await shop.shop.settings();
  const today = calendarDayAt(now, settings.timezone);
  const ids = goods.map(({ id }) => id);
  const { run, inferenceOf } = await latestForecast(shop, today, ids);
  const learnable = await shop.sales.soldBetween(ids, addDays(today, -LEARNED_DAYS), today);
  return {
    today,
    settings,
    run,
    goods: goods.map((one) => {
      const inference = inferenceOf.get(one.id) ?? null;
      const known = learnable.has(one.id);
      return { goods: one, inference, learnable: known, stale: isStale(one, settings, today, run, inference, known) };
    }),
  };
}

/** An inference that today's sales, days and settings would change, or one that is missing although it could be made. */
function isStale(
  goods: Goods,
  settings: ShopSettings,
  today: CalendarDay,
  run: ForecastRun | null,
  inference: RestockInference | null,
  learnable: boolean,
): boolean {
  if (!run || !inference) return learnable;
  const leadTimeDays = goods.leadTimeDays ?? settings.leadTimeDays;
  return (
    run.asOf !== today ||
    inference.demandVersion !== goods.demandVersion ||
    inference.leadTimeDays !== leadTimeDays ||
    inference.protectionDays !== leadTimeDays + settings.reviewDays ||
    inference.serviceLevel !== settings.serviceLevel
  );
}

function unitsByGoods(
  rows: readonly { goodsId: string; day: CalendarDay; quantity: number }[],
): Map<string, Map<CalendarDay, number>> {
  const units = new Map<string, Map<CalendarDay, number>>();
  for (const { goodsId, day, quantity } of rows) {
    const days = units.get(goodsId) ?? new Map<CalendarDay, number>();
    units.set(goodsId, days.set(day, quantity));
  }
  return units;
}
