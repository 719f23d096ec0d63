/** `npm run chaos`: breaks parts of an installation and says whether what is promised held; see `npm run chaos -- --help`. */
import { processEnvironment } from '@tor/config/load-config';
import { EXIT_START_REFUSED, StartRefused } from '@tor/kernel/start-refused';
import { requireFolderOf } from './arguments/require-folder.js';
import { UsageError } from './arguments/usage-error.js';
import { readChaosArguments, usage } from './chaos/chaos-options.js';
import { runChaos } from './chaos/run-chaos.js';

const EXIT_USAGE = 2;

// Whoever reads the output may be gone before we are.
process.stdout.on('error', () => undefined);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const options = readChaosArguments(process.argv.slice(2));
  if (options === 'help') {
    say(usage());
    process.exit(0);
  }
  if (options.log !== null) await requireFolderOf(options.log);
  process.exit(await runChaos(options, processEnvironment(), { say }));
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n\n${usage()}\n`);
    process.exit(EXIT_USAGE);
  }
  if (!(error instanceof StartRefused)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(EXIT_START_REFUSED);
}
