import { measureGroups, type Measures } from './measures.js';
import type { Scene } from './scene.js';
import type { Ledger } from './simulate-shop.js';
import { isAftermath } from './supplier-failures.js';

/** What the weeks after a supplier failed were like, for the goods that it delivers. */
export interface FailureOutcome {
  readonly serviceLevel: number;
  /** The forecaster heard of the days with an empty shelf. */
  readonly told: Measures;
  /** It did not, and took them for days without demand. */
  readonly notTold: Measures;
}

/** @throws Error when no failure is planted */
export function judgeFailures(
  scene: Scene,
  { told, notTold }: { readonly told: readonly Ledger[]; readonly notTold: readonly Ledger[] },
  serviceLevel: number,
  warmUpWeeks: number,
): FailureOutcome {
  const aftermath = (ledgers: readonly Ledger[]): Measures => {
    const groups = measureGroups(scene, ledgers, warmUpWeeks, ({ goods, day }) =>
      isAftermath(scene, goods, day) ? 'aftermath' : null,
    );
    const measures = groups.get('aftermath');
    if (!measures) throw new Error('No failure is planted');
    return measures;
  };
  return { serviceLevel, told: aftermath(told), notTold: aftermath(notTold) };
}
