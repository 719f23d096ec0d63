/** `npm run backtest`: how far off the forecaster would have been on a file of sales; see `npm run backtest -- --help`. */
import { BacktestRefused } from '@tor/forecasting/backtest/origins';
import { requireFolderOf } from './arguments/require-folder.js';
import { UsageError } from './arguments/usage-error.js';
import { readBacktestArguments, USAGE } from './backtest/backtest-options.js';
import { backtestFile } from './backtest/run-backtest.js';
import { BadFile } from './csv/each-csv-row.js';

const EXIT_USAGE = 2;
/** As a shell tells of programs that a signal ended: 128 and the signal's number. */
const EXIT_BY_SIGNAL = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

// Whoever reads the output may be gone before we are.
process.stdout.on('error', () => undefined);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const note = (line: string): void => void process.stderr.write(`${line}\n`);
for (const [signal, code] of Object.entries(EXIT_BY_SIGNAL)) process.once(signal, () => process.exit(code));

async function main(): Promise<number> {
  const options = readBacktestArguments(process.argv.slice(2));
  if (options === 'help') {
    say(USAGE);
    return 0;
  }
  if (options.json !== null) await requireFolderOf(options.json);
  await backtestFile(options, { say, note, terminal: process.stdout.isTTY });
  return 0;
}

try {
  process.exit(await main());
} catch (error) {
  if (error instanceof UsageError) {
    note(`${error.message}\n\n${USAGE}`);
    process.exit(EXIT_USAGE);
  }
  if (!(error instanceof BadFile || error instanceof BacktestRefused)) throw error;
  note(error.message);
  process.exit(1);
}
