import { normalQuantile } from '@tor/forecasting/normal-quantile';
import { findEqualStock } from './equal-stock.js';
import { recentMeanPolicy, stockedMeanPolicy, textbookPolicy } from './mean-policies.js';
import { measure, measureGroups, type Measures } from './measures.js';
import type { Policy } from './policy.js';
import type { Scene } from './scene.js';
import { type Ledger, simulateShop } from './simulate-shop.js';

export const POLICIES = {
  advice: 'the advice',
  equalMean: '28-day mean',
  equalStockedMean: 'mean of 28 stocked days',
  equalTextbook: 'textbook',
  textbook: 'textbook, z of the service level',
  mean: '28-day mean, no safety stock',
} as const;

export interface PolicyOutcome extends Measures {
  readonly policy: keyof typeof POLICIES;
  /** What the rule's order-up-to level, or its safety stock, was multiplied by; null for the advice, which has none. */
  readonly parameter: number | null;
  /** Whether the parameter was chosen so that the average stock equals that of the advice. */
  readonly holdsAsMuch: boolean;
}

/** What was asked for, what the advice and each rule made of it on the same demand, and where the advice made what. */
export interface Comparison {
  readonly serviceLevel: number;
  readonly policies: readonly PolicyOutcome[];
  /** The advice, by how often goods sell and by how much is ordered up to. */
  readonly groups: Readonly<Record<string, Measures>>;
}

/** Equal stock is within a two-hundredth. */
const STOCK_TOLERANCE = 0.005;

/** @param warmUpWeeks weeks that are not judged */
export function comparePolicies(
  scene: Scene,
  advised: readonly Ledger[],
  serviceLevel: number,
  warmUpWeeks: number,
): Comparison {
  const advice = measure(scene, advised, warmUpWeeks);
  const outcomeOf = (policy: Policy): Measures => measure(scene, simulateShop(scene, policy), warmUpWeeks);
  const withEqualStock = (name: keyof typeof POLICIES, policyOf: (parameter: number) => Policy): PolicyOutcome => {
    const stockAt = (parameter: number): number => outcomeOf(policyOf(parameter)).averageStock;
    const { parameter } = findEqualStock(advice.averageStock, STOCK_TOLERANCE, stockAt);
    return { policy: name, parameter, holdsAsMuch: true, ...outcomeOf(policyOf(parameter)) };
  };
  const z = normalQuantile(serviceLevel);
  return {
    serviceLevel,
    policies: [
      { policy: 'advice', parameter: null, holdsAsMuch: true, ...advice },
      withEqualStock('equalMean', recentMeanPolicy),
      withEqualStock('equalStockedMean', stockedMeanPolicy),
      withEqualStock('equalTextbook', textbookPolicy),
      { policy: 'textbook', parameter: z, holdsAsMuch: false, ...outcomeOf(textbookPolicy(z)) },
      { policy: 'mean', parameter: 1, holdsAsMuch: false, ...outcomeOf(recentMeanPolicy(1)) },
    ],
    groups: Object.fromEntries([
      ...measureGroups(scene, advised, warmUpWeeks, ({ goods }) => (scene.goods[goods]?.isDense ? 'dense' : 'sparse')),
      ...bySize(measureGroups(scene, advised, warmUpWeeks, ({ upTo }) => sizeOf(upTo))),
    ]),
  };
}

const SIZES: readonly (readonly [least: number, name: string])[] = [
  [100, 'up to 100 units or more'],
  [30, 'up to 30 to 99 units'],
  [10, 'up to 10 to 29 units'],
  [1, 'up to 1 to 9 units'],
  [0, 'nothing held'],
];

function sizeOf(upTo: number): string {
  return SIZES.find(([least]) => upTo >= least)?.[1] ?? '';
}

function bySize(groups: ReadonlyMap<string, Measures>): [string, Measures][] {
  return SIZES.flatMap(([, name]) => {
    const measures = groups.get(name);
    return measures ? [[name, measures]] : [];
  });
}
