/** `npm run demo`: a real shop's year, forecast; see `npm run demo -- --help`. */
import { EXIT_START_REFUSED, StartRefused } from '@tor/kernel/start-refused';
import { requireFolderOf } from './arguments/require-folder.js';
import { UsageError } from './arguments/usage-error.js';
import { readDemoOptions, USAGE } from './demo/demo-options.js';
import { runDemo } from './demo/run-demo.js';

const EXIT_USAGE = 2;

// Whoever reads the output may be gone before we are.
process.stdout.on('error', () => undefined);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  const options = readDemoOptions(process.argv.slice(2));
  if (options.help) {
    say(USAGE);
    return 0;
  }
  if (options.json !== null) await requireFolderOf(options.json);
  return runDemo(options, say);
}

try {
  process.exit(await main());
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n\n${USAGE}\n`);
    process.exit(EXIT_USAGE);
  }
  if (!(error instanceof StartRefused)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(EXIT_START_REFUSED);
}
