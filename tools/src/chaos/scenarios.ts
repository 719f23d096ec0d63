import type { Scenario } from './scenario.js';
import { twoApis } from './scenarios/two-apis.js';

/** All of them, in the order in which they are run. */
export const SCENARIOS: readonly Scenario[] = [twoApis];
