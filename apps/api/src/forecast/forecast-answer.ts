import { stockoutDay } from '@tor/inventory/days-of-cover';
import { addDays } from '@tor/kernel/calendar-day';
import type { ForecastRun } from '@tor/persistence/entities/forecast-run.entity';
import type { RestockInference } from '@tor/persistence/entities/restock-inference.entity';
import { toGoodsView } from '../goods/dto/goods.view.js';
import type {
  DailyPrediction,
  DailySales,
  ForecastView,
  GoodsForecastView,
  WeekPrediction,
} from './dto/forecast.view.js';
import { passedDays } from './latest-forecast.js';
import { missingReason, reasonsOf, restockPlanOf } from './restock-of-inference.js';
import { HISTORY_DAYS, type ForecastSnapshot, type GoodsSnapshot } from './forecast-snapshot.js';

const NO_FORECAST: ForecastView = {
  predictions: [],
  total_sales: 0,
  next_7_days: null,
  max_restock_quantity: 0,
  min_restock_quantity: 0,
  restock_quantity: 0,
  goods_mae: 0,
  as_of: null,
  model: null,
  stale: false,
  reasons: [],
  reorder_point: 0,
  safety_stock: 0,
  stockout_date: null,
};

/** The answer to a forecast request, from what the database holds. */
export function forecastAnswer(snapshot: ForecastSnapshot, days: number): GoodsForecastView[] {
  return snapshot.goods.map((one) => {
    const { id, name, category, price, stock_quantity, created_at } = toGoodsView(one.goods);
    const forecast =
      one.inference && snapshot.run ? forecastView(snapshot, one, snapshot.run, one.inference, days) : null;
    return {
      ...{ id, name, category, price, stock_quantity, created_at },
      sales: pastSales(snapshot, one),
      is_forecasted: forecast !== null,
      forecast: forecast ?? {
        ...NO_FORECAST,
        stale: one.stale,
        reasons: [missingReason(one.learnable, snapshot.settings.language)],
      },
    };
  });
}

function pastSales({ today }: ForecastSnapshot, { unitsByDay }: GoodsSnapshot): DailySales[] {
  return Array.from({ length: HISTORY_DAYS }, (_, index) => {
    const date = addDays(today, index - HISTORY_DAYS);
    return { date, total_quantity: unitsByDay.get(date) ?? 0 };
  });
}

function forecastView(
  { today, settings }: ForecastSnapshot,
  { goods, stale }: GoodsSnapshot,
  run: ForecastRun,
  inference: RestockInference,
  days: number,
): ForecastView {
  // The run may be of an earlier day: the days that have passed since are left out.
  const passed = passedDays(run, today);
  const ahead = inference.predicted.slice(passed);
  const predictions = ahead.slice(0, days).map((predicted, index): DailyPrediction => ({
    date: addDays(today, index),
    total_sales: predicted,
    max_sales: inference.upper[passed + index] ?? predicted,
    min_sales: inference.lower[passed + index] ?? predicted,
  }));
  const { stockQuantity: onHand } = goods;
  const plan = restockPlanOf(inference, onHand);
  const stockout = stockoutDay(onHand, ahead, today);
  return {
    predictions,
    total_sales: predictions.reduce((sum, { total_sales }) => sum + total_sales, 0),
    next_7_days: passed === 0 ? weekPrediction(inference) : null,
    max_restock_quantity: plan.maxRestockQuantity,
    min_restock_quantity: plan.minRestockQuantity,
    restock_quantity: plan.restockQuantity,
    goods_mae: Math.round(inference.meanAbsoluteError * 100) / 100,
    as_of: run.asOf,
    model: inference.model,
    stale,
    reasons: reasonsOf(goods, inference, plan, stockout, settings.language),
    reorder_point: plan.reorderPoint,
    safety_stock: plan.safetyStock,
    stockout_date: stockout,
  };
}

function weekPrediction({ predicted, weekLower, weekUpper }: RestockInference): WeekPrediction {
  const total = predicted.slice(0, 7).reduce((sum, units) => sum + units, 0);
  return { total_sales: total, max_sales: weekUpper, min_sales: weekLower };
}
