import { type Scene, type SupplierFailure, WEEK } from './scene.js';

const FAILURE_WEEKS = 3;
const WEEKS_BETWEEN = 12;
const FIRST_WEEK = 2;
const SHARE = 10;
/** The weeks after a failure in which it is judged what it left behind. */
export const AFTERMATH_WEEKS = 8;

/**
 * Plants failures: every 12 weeks the supplier of every tenth goods, another tenth each time, delivers nothing for three weeks, and
 * what is on the shelf is taken away. None is planted whose aftermath would not be judged.
 * @param warmUpWeeks weeks before the judged ones
 */
export function plantFailures(scene: Scene, warmUpWeeks: number): Scene {
  const failures: SupplierFailure[] = [];
  for (let week = FIRST_WEEK, turn = 0; ; week += WEEKS_BETWEEN, turn++) {
    const first = warmUpWeeks + week;
    if (first + FAILURE_WEEKS + AFTERMATH_WEEKS > scene.reviews) break;
    for (let goods = turn % SHARE; goods < scene.goods.length; goods += SHARE) {
      failures.push({ goods, from: first * WEEK, until: (first + FAILURE_WEEKS) * WEEK });
    }
  }
  return { ...scene, failures };
}

/** Whether an order of `day` was placed in the weeks after a failure of the goods. */
export function isAftermath({ failures }: Scene, goods: number, day: number): boolean {
  return failures.some((one) => one.goods === goods && day >= one.until && day < one.until + AFTERMATH_WEEKS * WEEK);
}
