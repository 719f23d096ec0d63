/** `npm run simulate`: what following the restock advice is worth over a year; see `npm run simulate -- --help`. */
import { BadFile } from './csv/each-csv-row.js';
import { runStudy } from './study/run-study.js';
import { SceneRefused } from './simulate/make-scene.js';
import { runSimulate } from './simulate/run-simulate.js';
import { readSimulateArguments, USAGE } from './simulate/simulate-options.js';

await runStudy({
  ...{ usage: USAGE, read: readSimulateArguments, run: runSimulate },
  refusals: [BadFile, SceneRefused],
});
