import type { Money } from '@tor/kernel/money';
import { avoidedLostMargin, bestBasket, type PurchaseOption } from './restock-basket.js';
import type { DemandDistribution } from './restock-demand.js';

/** A goods of which units should be ordered. */
export interface RestockNeed {
  readonly price: Money;
  /** What a unit costs; 0: the owner has not said. */
  readonly costPrice: Money;
  /** Whole units in the shop. */
  readonly onHand: number;
  /** Whole units to order, > 0. */
  readonly restockQuantity: number;
  /** Until the next order arrives. */
  readonly demand: DemandDistribution;
}

/** What to buy of a goods. */
export interface Purchase<Need extends RestockNeed> {
  readonly need: Need;
  /** Whole units, > 0; not above the restock quantity. */
  readonly quantity: number;
  /** What a unit is counted at: its cost, or its price where the cost is not known. */
  readonly unitCost: Money;
  readonly costKnown: boolean;
  readonly cost: Money;
  /** The margin that the units keep from being lost, on average. */
  readonly avoidedLostMargin: Money;
  /** The probability that more is wanted than there is until the next order arrives, 0 to 1. */
  readonly stockoutBefore: number;
  readonly stockoutAfter: number;
}

/** In millionths. */
const WHOLE_SHARE = 1_000_000n;

/**
 * What the margin is taken to be of goods whose cost is not known: the middle share of the price that it is in the goods whose
 * cost is known, in millionths; the whole price where none is, as in the books.
 */
export function usualMarginShare(goods: readonly { readonly price: Money; readonly costPrice: Money }[]): bigint {
  const shares = goods.flatMap(({ price, costPrice }) =>
    price > 0n && costPrice > 0n ? [Number((marginOf(price, costPrice) * WHOLE_SHARE) / price)] : [],
  );
  shares.sort((a, b) => a - b);
  return BigInt(shares[Math.floor(shares.length / 2)] ?? WHOLE_SHARE);
}

/**
 * What to buy now, most worthwhile first: by the margin that it keeps from being lost over what it costs.
 *
 * Without a budget: the restock quantity of every goods. With one: the best basket inside it. Goods whose cost is not known are
 * counted at their price, which a purchase should not exceed, and are taken to earn the usual share of it: they never make a
 * basket dearer than it says, and are no better than goods whose cost is known.
 * @param marginShare of the shop, from {@link usualMarginShare}
 * @param budget null: none
 */
export function planPurchases<Need extends RestockNeed>(
  needs: readonly Need[],
  marginShare: bigint,
  budget: Money | null,
): Purchase<Need>[] {
  const options = needs.map((need) => optionOf(need, marginShare));
  const quantities =
    budget === null ? needs.map(({ restockQuantity }) => restockQuantity) : affordable(options, budget);
  const purchases = needs.flatMap((need, index) => {
    const [option, quantity = 0] = [options[index], quantities[index]];
    return option && quantity > 0 ? [{ purchase: purchaseOf(need, option, quantity), index }] : [];
  });
  purchases.sort(
    (a, b) =>
      worthOf(b.purchase) - worthOf(a.purchase) ||
      Number(b.purchase.avoidedLostMargin - a.purchase.avoidedLostMargin) ||
      a.index - b.index,
  );
  return purchases.map(({ purchase }) => purchase);
}

/** Goods that have neither cost nor price would be bought with money that nobody has counted. */
function affordable(options: readonly PurchaseOption[], budget: Money): number[] {
  const priced = options.filter(({ unitCost }) => unitCost > 0n);
  const bought = bestBasket(priced, budget);
  const quantityOf = new Map(priced.map((option, index) => [option, bought[index] ?? 0]));
  return options.map((option) => quantityOf.get(option) ?? 0);
}

function optionOf(need: RestockNeed, marginShare: bigint): PurchaseOption {
  const { price, costPrice, onHand, restockQuantity: most, demand } = need;
  const known = costPrice > 0n;
  const margin = known ? marginOf(price, costPrice) : (price * marginShare) / WHOLE_SHARE;
  return { unitCost: known ? costPrice : price, margin, onHand, most, demand };
}

function purchaseOf<Need extends RestockNeed>(need: Need, option: PurchaseOption, quantity: number): Purchase<Need> {
  const { unitCost, onHand, demand } = option;
  return {
    need,
    quantity,
    unitCost,
    costKnown: need.costPrice > 0n,
    cost: unitCost * BigInt(quantity),
    avoidedLostMargin: BigInt(Math.round(avoidedLostMargin(option, quantity))),
    stockoutBefore: demand.exceeding(onHand),
    stockoutAfter: demand.exceeding(onHand + quantity),
  };
}

/** Goods that are sold below their cost lose nothing by being out of stock. */
function marginOf(price: Money, costPrice: Money): Money {
  return price > costPrice ? price - costPrice : 0n;
}

function worthOf({ avoidedLostMargin: avoided, cost }: Purchase<RestockNeed>): number {
  return cost === 0n ? 0 : Number(avoided) / Number(cost);
}
