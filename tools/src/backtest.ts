/** `npm run backtest`: how far off the forecaster would have been on a file of sales; see `npm run backtest -- --help`. */
import { BacktestRefused } from '@tor/forecasting/backtest/origins';
import { readBacktestArguments, USAGE } from './backtest/backtest-options.js';
import { backtestFile } from './backtest/run-backtest.js';
import { BadFile } from './csv/each-csv-row.js';
import { runStudy } from './study/run-study.js';

await runStudy({
  ...{ usage: USAGE, read: readBacktestArguments, run: backtestFile },
  refusals: [BadFile, BacktestRefused],
});
