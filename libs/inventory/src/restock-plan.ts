/** What is expected to sell while an order placed today has to last; all in units, not rounded. */
export interface ExpectedDemand {
  demand: number;
  /** What to hold on top of the demand to last with the wanted probability. */
  safetyStock: number;
}

export interface RestockSituation {
  /** Units in the shop. */
  onHand: number;
  /** Units ordered and not yet delivered; 0 when left out. */
  onOrder?: number;
  /** Over lead time and review time; `lowerDemand` and `upperDemand` are the 80 % band of the demand. */
  protection: ExpectedDemand & { lowerDemand: number; upperDemand: number };
  /** Over the lead time alone. */
  leadTime: ExpectedDemand;
}

/** What to order now, in whole units; `minRestockQuantity` <= `restockQuantity` <= `maxRestockQuantity`. */
export interface RestockPlan {
  /** Brings stock up to the demand until the next delivery and its safety stock. */
  restockQuantity: number;
  /** What would do, without safety stock, if demand came out at the low end of its band. */
  minRestockQuantity: number;
  /** What it would take if demand came out at the high end. */
  maxRestockQuantity: number;
  /** Order when what is on hand and on order falls to this: the demand of the lead time and its safety stock. */
  reorderPoint: number;
  /** The part of the stock to order up to that is held against uncertainty. */
  safetyStock: number;
}

/** A whole number that floating arithmetic missed by less than this many units is meant. */
const FLOATING_NOISE = 1e-6;

/**
 * Periodic review, order-up-to policy (Silver, Pyke and Thomas, Inventory and Production Management, 7.9): order up to the
 * demand over lead and review time plus its safety stock.
 * @throws Error that names the value, when one is not finite, or is negative, or the band does not hold the demand
 */
export function planRestock(situation: RestockSituation): RestockPlan {
  const { onHand, onOrder = 0, protection, leadTime } = situation;
  const { demand, safetyStock, lowerDemand, upperDemand } = protection;
  const amounts = {
    onHand,
    onOrder,
    demand,
    safetyStock,
    lowerDemand,
    upperDemand,
    leadTimeDemand: leadTime.demand,
    leadTimeSafetyStock: leadTime.safetyStock,
  };
  for (const [name, amount] of Object.entries(amounts)) {
    if (!(amount >= 0 && amount < Infinity)) throw new Error(`${name} must be finite and >= 0, not ${amount}`);
  }
  if (lowerDemand > demand || upperDemand < demand) {
    throw new Error(`The band ${lowerDemand}..${upperDemand} does not hold the demand of ${demand}`);
  }
  const available = onHand + onOrder;
  const restockQuantity = wholeUp(demand + safetyStock - available);
  return {
    restockQuantity,
    minRestockQuantity: Math.min(restockQuantity, wholeUp(lowerDemand - available)),
    maxRestockQuantity: Math.max(restockQuantity, wholeUp(upperDemand - available)),
    reorderPoint: wholeUp(leadTime.demand + leadTime.safetyStock),
    safetyStock: wholeUp(safetyStock),
  };
}

/** The least whole number >= 0 that is not below `amount`, floating noise aside. */
function wholeUp(amount: number): number {
  return Math.max(0, Math.ceil(amount - FLOATING_NOISE));
}
