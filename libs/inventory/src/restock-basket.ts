import type { Money } from '@tor/kernel/money';
import { RatioHeap } from './restock-heap.js';
import type { DemandDistribution } from './restock-demand.js';

/** A goods of which units may be bought. */
export interface PurchaseOption {
  /** What a unit costs, > 0. */
  readonly unitCost: Money;
  /** What a unit that is wanted and not there would have earned, >= 0. */
  readonly margin: Money;
  /** Whole units in the shop. */
  readonly onHand: number;
  /** Whole units to buy at the most. */
  readonly most: number;
  /** Until the next order arrives. */
  readonly demand: DemandDistribution;
}

/** The margin that buying so many units keeps from being lost, on average, in hundredths; not rounded. */
export function avoidedLostMargin({ margin, onHand, demand }: PurchaseOption, quantity: number): number {
  return Number(margin) * demand.expectedUse(onHand, quantity);
}

/** An option with its figures as floating numbers, and how many units of it the basket holds. */
interface Line {
  readonly option: PurchaseOption;
  readonly cost: number;
  /** Margin over cost of a unit that is certainly wanted. */
  readonly worth: number;
  count: number;
}

const BISECTIONS = 64;
const MOST_ROUNDS = 64;
/** Sums of costs in floating numbers are wrong by less than this share. */
const FLOATING_NOISE = 1e-12;

/**
 * The basket that keeps the most margin from being lost for a budget: marginal analysis (Silver, Pyke and Thomas, Inventory and
 * Production Management, chapter on style goods: the newsvendor of many items under a budget). The k-th unit of a goods keeps
 * margin x P(demand > on hand + k - 1) from being lost; units are taken in the order of that amount over their cost, from all
 * goods together, until one does not fit; then whatever still fits goes in, in the same order.
 *
 * As each further unit of a goods gains less, the units that are taken before one does not fit are the best basket of their
 * cost; no basket gains more than this one and that first unit together. Where that unit is the first of its goods, the basket
 * that begins with it is tried as well, so that the gain is never below half of the best one's. Units that gain nothing are not
 * bought.
 *
 * Units that many goods have in common are not counted one by one: a threshold of gain over cost is bisected.
 * @returns how many units of each option, in their order
 */
export function bestBasket(options: readonly PurchaseOption[], budget: Money): number[] {
  const first = fill(options, budget, null);
  if (first.blocked === null) return first.quantities;
  const other = fill(options, budget, first.blocked);
  return gainOf(options, other.quantities) > gainOf(options, first.quantities) ? other.quantities : first.quantities;
}

function gainOf(options: readonly PurchaseOption[], quantities: readonly number[]): number {
  return options.reduce((sum, option, index) => sum + avoidedLostMargin(option, quantities[index] ?? 0), 0);
}

interface Filled {
  readonly quantities: number[];
  /** The option whose first unit was the first that did not fit; null: another unit was, or all fitted. */
  readonly blocked: PurchaseOption | null;
}

/** @param begin an option of which one unit is bought before everything else */
function fill(options: readonly PurchaseOption[], budget: Money, begin: PurchaseOption | null): Filled {
  const all = options.map((option): Line => ({
    option,
    cost: Number(option.unitCost),
    worth: Number(option.margin) / Number(option.unitCost),
    count: option === begin ? 1 : 0,
  }));
  let left = budget - (begin?.unitCost ?? 0n);
  let blocked: PurchaseOption | null | undefined;
  const fits = ({ option, worth, count }: Line): boolean => option.unitCost <= left && worth > 0 && count < option.most;
  let lines = all.filter(fits);
  for (let round = 0; round < MOST_ROUNDS && lines.length > 0; round++) {
    left -= takeAbove(lines, left);
    const heap = new RatioHeap(
      lines.filter(({ option, count }) => count < option.most),
      ratioOfNext,
    );
    for (let steps = 4 * lines.length + 1_000; steps > 0 && heap.size > 0; steps--) {
      const line = heap.top;
      if (ratioOfNext(line) <= 0) break;
      if (line.option.unitCost > left) {
        blocked ??= line.count === 0 ? line.option : null;
        heap.removeTop();
        continue;
      }
      left -= line.option.unitCost;
      line.count++;
      if (line.count < line.option.most) heap.sinkTop();
      else heap.removeTop();
    }
    lines = all.filter((line) => fits(line) && ratioOfNext(line) > 0);
  }
  return { quantities: all.map(({ count }) => count), blocked: begin ? null : (blocked ?? null) };
}

/** What the next unit of a line gains for each hundredth that it costs. */
function ratioOfNext({ option, worth, count }: Line): number {
  return worth * option.demand.exceeding(option.onHand + count);
}

/** Takes all units that gain more than a threshold, the lowest that `budget` pays for. @returns what they cost */
function takeAbove(lines: readonly Line[], budget: Money): Money {
  const spendable = Number(budget) * (1 - FLOATING_NOISE);
  const countsAt = (threshold: number): number[] =>
    lines.map(({ option, worth, count }) =>
      Math.max(count, option.demand.unitsWantedWith(threshold / worth, option.onHand, option.most)),
    );
  const costOf = (counts: readonly number[]): number =>
    lines.reduce((sum, { cost, count }, index) => sum + ((counts[index] ?? 0) - count) * cost, 0);
  const best = lines.reduce((most, line) => Math.max(most, ratioOfNext(line)), 0);
  if (best === 0) return 0n;
  // Thresholds are halved by their logarithm: what is worth least is worth a tiny part of what is worth most.
  let [low, high] = [Math.log(best) - 60, Math.log(best) + 1e-9];
  let counts = countsAt(Math.exp(low));
  if (costOf(counts) > spendable) {
    counts = countsAt(Math.exp(high));
    for (let step = 0; step < BISECTIONS; step++) {
      const middle = (low + high) / 2;
      const tried = countsAt(Math.exp(middle));
      if (costOf(tried) > spendable) low = middle;
      else [high, counts] = [middle, tried];
    }
  }
  let spent = 0n;
  lines.forEach((line, index) => {
    const count = counts[index] ?? line.count;
    spent += BigInt(count - line.count) * line.option.unitCost;
    line.count = count;
  });
  return spent;
}
