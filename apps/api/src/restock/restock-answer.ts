import { stockoutDay } from '@tor/inventory/days-of-cover';
import { planPurchases, type Purchase, type RestockNeed, usualMarginShare } from '@tor/inventory/restock-purchase';
import { purchaseListReasons, purchaseReasons } from '@tor/inventory/restock-reasons';
import type { RestockPlan } from '@tor/inventory/restock-plan';
import { type Money, moneyToNumber } from '@tor/kernel/money';
import type { RestockInference } from '@tor/persistence/entities/restock-inference.entity';
import type { ForecastOfGoods, ForecastsOfShop } from '../forecast/forecast-snapshot.js';
import { isStale } from '../forecast/forecast.service.js';
import { passedDays } from '../forecast/latest-forecast.js';
import { protectionDemandOf, reasonsOf, restockPlanOf } from '../forecast/restock-of-inference.js';
import { toGoodsView } from '../goods/dto/goods.view.js';
import type { RestockListView, RestockView } from './dto/restock.view.js';

/** Which part of the list is told. */
export interface Slice {
  /** From 1 on. */
  readonly page: number;
  readonly limit: number;
}

interface Need extends RestockNeed {
  readonly of: ForecastOfGoods;
  readonly inference: RestockInference;
  readonly plan: RestockPlan;
}

/**
 * What to buy now, from what the database holds.
 * @param budget null: none
 */
export function restockAnswer(
  forecasts: ForecastsOfShop,
  budget: Money | null,
  { page, limit }: Slice,
): RestockListView {
  const { settings, run, goods } = forecasts;
  const share = usualMarginShare(goods.map((one) => one.goods));
  const purchases = planPurchases(goods.flatMap(needOf), share, budget);
  const cost = purchases.reduce((sum, one) => sum + one.cost, 0n);
  const avoided = purchases.reduce((sum, one) => sum + one.avoidedLostMargin, 0n);
  const withoutForecast = goods.filter(({ inference }) => inference === null).length;
  const costUnknown = purchases.filter(({ costKnown }) => !costKnown).length;
  return {
    data: purchases.slice((page - 1) * limit, page * limit).map((one) => purchaseView(forecasts, one)),
    ...{ total: purchases.length, page, limit },
    budget: budget === null ? null : moneyToNumber(budget),
    budget_left: budget === null ? null : moneyToNumber(budget - cost),
    total_cost: moneyToNumber(cost),
    total_avoided_lost_margin: moneyToNumber(avoided),
    currency: settings.currency,
    as_of: run?.asOf ?? null,
    stale: isStale(forecasts),
    goods_without_forecast: withoutForecast,
    reasons: purchaseListReasons({ bought: purchases.length, withoutForecast, costUnknown }, settings.language),
  };
}

function needOf(of: ForecastOfGoods): Need[] {
  const { goods, inference } = of;
  if (!inference) return [];
  const { price, costPrice, stockQuantity: onHand } = goods;
  const plan = restockPlanOf(inference, onHand);
  const { restockQuantity } = plan;
  if (restockQuantity === 0) return [];
  return [{ of, inference, plan, price, costPrice, onHand, restockQuantity, demand: protectionDemandOf(inference) }];
}

function purchaseView({ settings, run, today }: ForecastsOfShop, purchase: Purchase<Need>): RestockView {
  const { of, inference, plan, restockQuantity } = purchase.need;
  const { language, currency } = settings;
  const { goods } = of;
  const { id, name, category, unit, price, stock_quantity } = toGoodsView(goods);
  const ahead = run ? inference.predicted.slice(passedDays(run, today)) : [];
  const stockout = stockoutDay(goods.stockQuantity, ahead, today);
  return {
    ...{ id, name, category, unit, price, stock_quantity },
    restock_quantity: restockQuantity,
    buy_quantity: purchase.quantity,
    unit_cost: moneyToNumber(purchase.unitCost),
    cost_known: purchase.costKnown,
    cost: moneyToNumber(purchase.cost),
    avoided_lost_margin: moneyToNumber(purchase.avoidedLostMargin),
    stockout_probability: toThousandths(purchase.stockoutBefore),
    stockout_probability_after: toThousandths(purchase.stockoutAfter),
    reorder_point: plan.reorderPoint,
    safety_stock: plan.safetyStock,
    stockout_date: stockout,
    stale: of.stale,
    reasons: [
      ...reasonsOf(goods, inference, plan, stockout, language),
      ...purchaseReasons(
        {
          ...purchase,
          ...{ unit, currency, restockQuantity },
          countedAtPrice: purchase.costKnown ? null : purchase.unitCost,
        },
        language,
      ),
    ],
  };
}

function toThousandths(probability: number): number {
  return Math.round(probability * 1000) / 1000;
}
