import { COVER_PROBABILITIES } from '@tor/forecasting/cover';
import { LEARNED_DAYS } from '@tor/forecasting/shop-history';
import type { Language } from '@tor/inventory/language';
import { DemandDistribution } from '@tor/inventory/restock-demand';
import { missingForecastReason, modelReasons } from '@tor/inventory/restock-model-reasons';
import { planRestock, type RestockPlan } from '@tor/inventory/restock-plan';
import { restockReasons } from '@tor/inventory/restock-reasons';
import type { CalendarDay } from '@tor/kernel/calendar-day';
import type { Goods } from '@tor/persistence/entities/goods.entity';
import type { RestockInference } from '@tor/persistence/entities/restock-inference.entity';

/** The plan at the stock of this moment, which may be another than when the run wrote. */
export function restockPlanOf(inference: RestockInference, onHand: number): RestockPlan {
  return planRestock({
    onHand,
    protection: {
      demand: inference.protectionDemand,
      safetyStock: inference.protectionSafetyStock,
      lowerDemand: inference.protectionLowerDemand,
      upperDemand: inference.protectionUpperDemand,
    },
    leadTime: { demand: inference.leadTimeDemand, safetyStock: inference.leadTimeSafetyStock },
  });
}

/** How the demand over lead and review time is spread. Inferences without its quantiles have its 80 % band and its mean. */
export function protectionDemandOf(inference: RestockInference): DemandDistribution {
  const { protectionQuantiles: quantiles, protectionDemand: mean } = inference;
  if (quantiles?.length === COVER_PROBABILITIES.length) return new DemandDistribution(COVER_PROBABILITIES, quantiles);
  return new DemandDistribution(
    [0.1, 0.5, 0.9],
    [inference.protectionLowerDemand, mean, inference.protectionUpperDemand],
  );
}

/** Which model spoke and why, and what to order because of it, in the shop's language. */
export function reasonsOf(
  { unit, stockQuantity: onHand }: Goods,
  inference: RestockInference,
  plan: RestockPlan,
  stockoutDay: CalendarDay | null,
  language: Language,
): string[] {
  const figures = {
    ...{ unit, onHand, plan, stockoutDay },
    protectionDemand: inference.protectionDemand,
    leadTimeDays: inference.leadTimeDays,
    reviewDays: inference.protectionDays - inference.leadTimeDays,
    serviceLevel: inference.serviceLevel,
  };
  return [...basisReasons(inference, unit, language), ...restockReasons(figures, language)];
}

/** Why goods have no forecast, in the shop's language. */
export function missingReason(learnable: boolean, language: Language): string {
  return missingForecastReason(
    learnable ? { cause: 'not-made-yet' } : { cause: 'never-sold', learntDays: LEARNED_DAYS },
    language,
  );
}

/** Nothing of an inference that does not say what it rests on. */
function basisReasons(inference: RestockInference, unit: string | null, language: Language): string[] {
  const { basisDays: days, basisSaleDays: saleDays, basisRecentUnits: recentUnits } = inference;
  if (days === null || saleDays === null || recentUnits === null) return [];
  const known = {
    ...{ days, saleDays, recentUnits },
    daysSinceLastSale: inference.basisDaysSinceLastSale,
    recentDaysOutOfStock: inference.basisRecentDaysOutOfStock ?? 0,
  };
  return modelReasons(inference.model, known, unit, language);
}
