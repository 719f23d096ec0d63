/** `npm run drill [-- SECONDS [SEED]]`: backs up a stack under load, restores it elsewhere, and checks the books there. */
import { EXIT_START_REFUSED, StartRefused } from '@tor/kernel/start-refused';
import { StackFailure } from '@tor/supervisor/stack-failure';
import { UsageError } from './arguments/usage-error.js';
import { wholeNumber } from './arguments/whole-number.js';
import { restoreDrill } from './drill/restore-drill.js';

const EXIT_USAGE = 2;
const [seconds = '10', seed = '1'] = process.argv.slice(2);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const options = { seconds: wholeNumber('SECONDS', seconds, 1, 3600), seed: wholeNumber('SEED', seed, 0, 999_999) };
  const result = await restoreDrill({ say, ...options });
  say(JSON.stringify(result));
  process.exit(result.missing === 0 && result.unbalancedShops === 0 && result.acknowledgedBefore > 0 ? 0 : 1);
} catch (error) {
  const known = error instanceof StartRefused || error instanceof StackFailure || error instanceof UsageError;
  process.stderr.write(`${known ? error.message : String(error)}\n`);
  process.exit(error instanceof UsageError ? EXIT_USAGE : error instanceof StartRefused ? EXIT_START_REFUSED : 1);
}
