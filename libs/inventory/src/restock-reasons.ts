import type { RestockPlan } from './restock-plan.js';

/** The figures behind a restock quantity. */
export interface RestockFigures {
  readonly onHand: number;
  /** Units expected to sell over the protection days; not rounded. */
  readonly protectionDemand: number;
  readonly leadTimeDays: number;
  readonly reviewDays: number;
  /** 0.5 to 0.999. */
  readonly serviceLevel: number;
  readonly plan: RestockPlan;
}

/** Why this much should be ordered now, or nothing, in plain sentences with the numbers behind them. */
export function restockReasons(figures: RestockFigures): string[] {
  const { onHand, plan, leadTimeDays, reviewDays } = figures;
  const days = leadTimeDays + reviewDays;
  const demand = Math.round(figures.protectionDemand);
  const service = `${Math.round(figures.serviceLevel * 1000) / 10} %`;
  const orderUpTo = onHand + plan.restockQuantity;
  return [
    `About ${units(demand)} should sell in the next ${days} days (${leadTimeDays} to deliver, ${reviewDays} until the next order).`,
    `${units(plan.safetyStock)} on top keep a ${service} service level.`,
    plan.restockQuantity > 0
      ? `${units(onHand)} on hand: order ${plan.restockQuantity} to reach ${orderUpTo}.`
      : `${units(onHand)} on hand: enough for now.`,
  ];
}

function units(count: number): string {
  return count === 1 ? '1 unit' : `${count} units`;
}
