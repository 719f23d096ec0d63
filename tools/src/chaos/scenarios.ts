import type { Scenario } from './scenario.js';
import { postgresRestarted } from './scenarios/postgres-restarted.js';
import { redisEmptied } from './scenarios/redis-emptied.js';
import { sigtermUnderLoad } from './scenarios/sigterm-under-load.js';
import { twoApis } from './scenarios/two-apis.js';
import { workerKilled } from './scenarios/worker-killed.js';

/** All of them, in the order in which they are run. */
export const SCENARIOS: readonly Scenario[] = [workerKilled, redisEmptied, postgresRestarted, twoApis, sigtermUnderLoad];
