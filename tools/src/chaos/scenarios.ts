import type { Scenario } from './scenario.js';
import { corruptCsv } from './scenarios/corrupt-csv.js';
import { fuzz } from './scenarios/fuzz.js';
import { sigtermUnderLoad } from './scenarios/sigterm-under-load.js';
import { twoApis } from './scenarios/two-apis.js';

/** All of them, in the order in which they are run. */
export const SCENARIOS: readonly Scenario[] = [twoApis, sigtermUnderLoad, corruptCsv, fuzz];
