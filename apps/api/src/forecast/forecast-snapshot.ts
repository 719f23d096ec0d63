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
export interface GoodsSnapshot {
  readonly goods: Goods;
  readonly inference: RestockInference | null;
  /** There is something to learn from, and the newest inference does not know it. */
  readonly stale: boolean;
  readonly unitsByDay: ReadonlyMap<CalendarDay, number>;
}

/** What the database says of a shop's forecast at one moment. */
export interface ForecastSnapshot {
  readonly today: CalendarDay;
  readonly settings: ShopSettings;
  readonly run: ForecastRun | null;
  readonly goods: readonly GoodsSnapshot[];
}

/**
 * Reads the forecast of one goods, or of the goods with the lowest stock. A constant number of queries.
 * @throws DomainError `goods_not_found`
 */
export async function readSnapshot(shop: TenantScope, now: Date, goodsId?: string): Promise<ForecastSnapshot> {
  const settings = await shop.shop.settings();
  const today = calendarDayAt(now, settings.timezone);
  const goods = goodsId ? await shop.goods.active([goodsId]) : await shop.goods.lowestStock(LOWEST_STOCK_GOODS);
  if (goodsId && goods.length === 0) throw new DomainError('goods_not_found', 'There are no goods of this id');
  const ids = goods.map(({ id }) => id);

  const { run, inferenceOf } = await latestForecast(shop, today, ids);
  const learnable = await shop.sales.soldBetween(ids, addDays(today, -LEARNED_DAYS), today);
  const units = unitsByGoods(await shop.sales.dailyTotals(ids, addDays(today, -HISTORY_DAYS), addDays(today, -1)));

  return {
    today,
    settings,
    run,
    goods: goods.map((one) => ({
      goods: one,
      inference: inferenceOf.get(one.id) ?? null,
      stale: isStale(one, settings, today, run, inferenceOf.get(one.id), learnable.has(one.id)),
      unitsByDay: units.get(one.id) ?? new Map<CalendarDay, number>(),
    })),
  };
}

/** An inference that today's sales, days and settings would change, or one that is missing although it could be made. */
function isStale(
  goods: Goods,
  settings: ShopSettings,
  today: CalendarDay,
  run: ForecastRun | null,
  inference: RestockInference | undefined,
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
