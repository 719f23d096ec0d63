import type { Scenario } from './scenario.js';
import { corruptCsv } from './scenarios/corrupt-csv.js';
import { fuzz } from './scenarios/fuzz.js';
import { postgresRestarted } from './scenarios/postgres-restarted.js';
import { redisEmptied } from './scenarios/redis-emptied.js';
import { restoreDrill } from './scenarios/restore-drill.js';
import { sigtermUnderLoad } from './scenarios/sigterm-under-load.js';
import { soak } from './scenarios/soak.js';
import { thousandTrainings } from './scenarios/thousand-trainings.js';
import { twoApis } from './scenarios/two-apis.js';
import { workerKilled } from './scenarios/worker-killed.js';

/** All of them, in the order in which they are run. */
export const SCENARIOS: readonly Scenario[] = [
  workerKilled,
  redisEmptied,
  postgresRestarted,
  twoApis,
  sigtermUnderLoad,
  thousandTrainings,
  restoreDrill,
  corruptCsv,
  fuzz,
  soak,
];
