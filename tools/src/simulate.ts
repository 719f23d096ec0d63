/** `npm run simulate`: what following the restock advice is worth over a year; see `npm run simulate -- --help`. */
import { requireFolderOf } from './arguments/require-folder.js';
import { UsageError } from './arguments/usage-error.js';
import { BadFile } from './csv/each-csv-row.js';
import { SceneRefused } from './simulate/make-scene.js';
import { runSimulate } from './simulate/run-simulate.js';
import { readSimulateArguments, USAGE } from './simulate/simulate-options.js';

const EXIT_USAGE = 2;
/** As a shell tells of programs that a signal ended: 128 and the signal's number. */
const EXIT_BY_SIGNAL = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

// Whoever reads the output may be gone before we are.
process.stdout.on('error', () => undefined);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const note = (line: string): void => void process.stderr.write(`${line}\n`);
for (const [signal, code] of Object.entries(EXIT_BY_SIGNAL)) process.once(signal, () => process.exit(code));

async function main(): Promise<number> {
  const options = readSimulateArguments(process.argv.slice(2));
  if (options === 'help') {
    say(USAGE);
    return 0;
  }
  if (options.json !== null) await requireFolderOf(options.json);
  await runSimulate(options, { say, note });
  return 0;
}

try {
  process.exit(await main());
} catch (error) {
  if (error instanceof UsageError) {
    note(`${error.message}\n\n${USAGE}`);
    process.exit(EXIT_USAGE);
  }
  if (!(error instanceof BadFile || error instanceof SceneRefused)) throw error;
  note(error.message);
  process.exit(1);
}
