import { LEAD_TIME_DAYS, REVIEW_DAYS, type Scene } from './scene.js';
import type { Ledger } from './simulate-shop.js';

/**
 * What came of ordering, over the cycles of the judged weeks. A cycle goes from the delivery of an order to the day before the
 * next one's; the protection of its order also holds the lead time before it.
 */
export interface Measures {
  readonly goods: number;
  readonly cycles: number;
  /** Units. */
  readonly demand: number;
  readonly lost: number;
  /** The share of the demand that was sold. */
  readonly fillRate: number;
  /** The share of cycles, those without demand included, in which nothing was lost. */
  readonly cyclesWithoutLoss: number;
  /** The share of orders whose order-up-to level was not exceeded by the demand of lead and review time. */
  readonly serviceLevel: number;
  /** The share of orders for which one unit less would have done as well. */
  readonly serviceLevelOfOneLess: number;
  /** Units on hand in the evening, all goods together, on average. */
  readonly averageStock: number;
}

export interface Tally {
  cycles: number;
  demand: number;
  lost: number;
  served: number;
  serviceLevel: number;
  serviceLevelOfOneLess: number;
  /** Units on hand, summed over the evenings of the cycles. */
  unitEvenings: number;
}

/** Tells the group of a cycle; null leaves it out. */
export type GroupOf = (cycle: { goods: number; upTo: number; model: string | undefined; day: number }) => string | null;

const CYCLE_DAYS = REVIEW_DAYS;

/** @param from the first judged review */
export function measure(scene: Scene, ledgers: readonly Ledger[], from: number): Measures {
  const all = measureGroups(scene, ledgers, from, () => 'all').get('all');
  if (!all) throw new Error('There is nothing to judge');
  return all;
}

/** As {@link measure}, of each group of cycles; average stock and the number of goods are those of the group's own cycles. */
export function measureGroups(
  scene: Scene,
  ledgers: readonly Ledger[],
  from: number,
  groupOf: GroupOf,
): Map<string, Measures> {
  const tallies = new Map<string, { tally: Tally; goods: Set<number> }>();
  ledgers.forEach((ledger, goods) => {
    const demand = scene.goods[goods]?.demand ?? new Int32Array(0);
    for (const { day, upTo, model } of ledger.reviews.slice(from)) {
      const group = groupOf({ goods, upTo, model, day });
      if (group === null) continue;
      const known = tallies.get(group) ?? { tally: emptyTally(), goods: new Set<number>() };
      tallies.set(group, known);
      known.goods.add(goods);
      addCycle(known.tally, demand, ledger, day, upTo);
    }
  });
  const weeks = scene.reviews - from;
  return new Map([...tallies].map(([group, { tally, goods }]) => [group, measuresOf(tally, goods.size, weeks)]));
}

function emptyTally(): Tally {
  return { cycles: 0, demand: 0, lost: 0, served: 0, serviceLevel: 0, serviceLevelOfOneLess: 0, unitEvenings: 0 };
}

function addCycle(tally: Tally, demand: Int32Array, ledger: Ledger, ordered: number, upTo: number): void {
  const delivered = ordered + LEAD_TIME_DAYS;
  let lost = 0;
  for (let day = delivered; day < delivered + CYCLE_DAYS; day++) {
    lost += (demand[day] ?? 0) - (ledger.sold[day] ?? 0);
    tally.demand += demand[day] ?? 0;
    tally.unitEvenings += ledger.onHand[day] ?? 0;
  }
  const toProtect = demand.subarray(ordered, delivered + CYCLE_DAYS).reduce((sum, units) => sum + units, 0);
  tally.cycles++;
  tally.lost += lost;
  if (lost === 0) tally.served++;
  if (toProtect <= upTo) tally.serviceLevel++;
  if (toProtect < upTo) tally.serviceLevelOfOneLess++;
}

function measuresOf(tally: Tally, goods: number, weeks: number): Measures {
  const { cycles, demand, lost } = tally;
  return {
    ...{ goods, cycles, demand, lost },
    fillRate: demand === 0 ? 1 : 1 - lost / demand,
    cyclesWithoutLoss: tally.served / cycles,
    serviceLevel: tally.serviceLevel / cycles,
    serviceLevelOfOneLess: tally.serviceLevelOfOneLess / cycles,
    averageStock: tally.unitEvenings / (weeks * CYCLE_DAYS),
  };
}
