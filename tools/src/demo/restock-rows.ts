import { daysOfCover } from '@tor/inventory/days-of-cover';
import { FORECAST_HORIZON_DAYS } from '@tor/forecast-queue/forecast-jobs';
import { StackFailure } from '@tor/supervisor/stack-failure';
import type { ApiClient } from '../scratch/api-client.js';

/** Expected sales with their 80 % band, in whole units. */
interface Demand {
  readonly total_sales: number;
  readonly min_sales: number;
  readonly max_sales: number;
}

/** What the API says about one goods: the part that the table needs. */
export interface GoodsForecast {
  readonly id: string;
  readonly name: string;
  readonly stock_quantity: number;
  readonly is_forecasted: boolean;
  readonly forecast: {
    readonly predictions: readonly Demand[];
    readonly next_7_days: Demand | null;
    readonly restock_quantity: number;
    readonly min_restock_quantity: number;
    readonly max_restock_quantity: number;
    readonly safety_stock: number;
    readonly reorder_point: number;
    readonly stockout_date: string | null;
    readonly model: string | null;
    readonly reasons: readonly string[];
  };
}

/** One line of the restock table. Quantities are whole units. */
export interface RestockRow {
  readonly goods_id: string;
  readonly name: string;
  readonly on_hand: number;
  /** The next seven days together, with their 80 % band. */
  readonly next_7_days: { readonly predicted: number; readonly low: number; readonly high: number };
  /** Null when the stock outlasts 30 days. */
  readonly days_of_cover: number | null;
  readonly order_now: number;
  readonly order_now_low: number;
  readonly order_now_high: number;
  readonly safety_stock: number;
  readonly reorder_point: number;
  readonly stockout_date: string | null;
  readonly model: string;
  readonly reasons: readonly string[];
}

const REQUESTS_AT_A_TIME = 8;

/** Asks the API for the forecast of each goods. @returns the rows, those with most to order first */
export async function readRestockRows(api: ApiClient, goodsIds: readonly string[]): Promise<RestockRow[]> {
  const waiting = [...goodsIds];
  const rows: RestockRow[] = [];
  const ask = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const path = `/api/forecast/?goods_id=${id}&day_forecast=${FORECAST_HORIZON_DAYS}`;
      const { data } = await api.get<{ data: GoodsForecast[] }>(path);
      rows.push(...data.map(toRestockRow));
    }
  };
  await Promise.all(Array.from({ length: REQUESTS_AT_A_TIME }, ask));
  return rows.sort((a, b) => b.order_now - a.order_now || (a.goods_id < b.goods_id ? -1 : 1));
}

/** The line of one goods. @throws StackFailure when it was not forecast */
export function toRestockRow({ id, name, stock_quantity, is_forecasted, forecast }: GoodsForecast): RestockRow {
  const week = forecast.next_7_days;
  if (!is_forecasted || !week) throw new StackFailure(`There is no forecast of ${name}`);
  const cover = daysOfCover(
    stock_quantity,
    forecast.predictions.map(({ total_sales }) => total_sales),
  );
  return {
    goods_id: id,
    name,
    on_hand: stock_quantity,
    next_7_days: { predicted: week.total_sales, low: week.min_sales, high: week.max_sales },
    days_of_cover: cover === null ? null : Math.round(cover * 10) / 10,
    order_now: forecast.restock_quantity,
    order_now_low: forecast.min_restock_quantity,
    order_now_high: forecast.max_restock_quantity,
    safety_stock: forecast.safety_stock,
    reorder_point: forecast.reorder_point,
    stockout_date: forecast.stockout_date,
    model: forecast.model ?? '',
    reasons: forecast.reasons,
  };
}
