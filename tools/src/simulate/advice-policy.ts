import { type ForecastOptions, forecastShop, type GoodsForecast } from '@tor/forecasting/forecast-shop';
import type { RegressionEngine } from '@tor/forecasting/regression-engine';
import { planRestock, type RestockPlan } from '@tor/inventory/restock-plan';
import { dayNumber } from '@tor/kernel/calendar-day';
import type { Policy } from './policy.js';
import { LEAD_TIME_DAYS, REVIEW_DAYS } from './scene.js';

export interface AdviceOptions {
  /** The wanted probability that stock lasts until the next delivery. */
  readonly serviceLevel: number;
  /** Whether the forecaster hears of days with an empty shelf. */
  readonly tellsEmptyShelves: boolean;
  readonly horizonDays: ForecastOptions['horizonDays'];
}

/** The advice as API and worker make it: the shop's forecast of the morning, then the rules of restocking. */
export function advicePolicy(engine: RegressionEngine, options: AdviceOptions): Policy {
  const { serviceLevel, tellsEmptyShelves, horizonDays } = options;
  return (asOf, shelves) => {
    const goods = shelves.map(({ code, firstDay, sold, prices, outOfStock }) => ({
      ...{ goodsId: code, firstDay, quantities: sold, prices, leadTimeDays: LEAD_TIME_DAYS },
      ...(tellsEmptyShelves && { outOfStock }),
    }));
    const forecasts = forecastShop({ asOf, goods, reviewDays: REVIEW_DAYS, serviceLevel }, engine, {
      horizonDays,
      seed: dayNumber(asOf),
    });
    return forecasts.map((forecast, index) => {
      const { onHand = 0, onOrder = 0 } = shelves[index] ?? {};
      return {
        upTo: planOf(forecast, 0, 0).restockQuantity,
        order: planOf(forecast, onHand, onOrder).restockQuantity,
        model: forecast.model,
      };
    });
  };
}

function planOf({ protection, leadTime }: GoodsForecast, onHand: number, onOrder: number): RestockPlan {
  return planRestock({ onHand, onOrder, protection, leadTime });
}
