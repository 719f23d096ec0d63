import { basename } from 'node:path';
import { type Origins, planOrigins } from '@tor/forecasting/backtest/origins';
import type { Unscored } from '@tor/forecasting/backtest/judged-origin';
import { type BacktestReport, runBacktest } from '@tor/forecasting/backtest/run-backtest';
import type { ShopHistory } from '@tor/forecasting/shop-history';
import { addDays } from '@tor/kernel/calendar-day';
import { type Progress, showProgress } from '../demo/progress.js';
import type { BacktestOptions } from './backtest-options.js';
import { ForecastThread } from './forecast-thread.js';
import { LEAD_TIME_DAYS, readSalesFile, type SalesFile } from '../study/read-sales-file.js';
import { reportTable } from './report-table.js';
import { writeJson } from '../study/write-json.js';
import type { StudyOutput } from '../study/run-study.js';

/** A shop as most are: it orders once a week. */
const SHOP: Pick<ShopHistory, 'reviewDays' | 'serviceLevel'> = { reviewDays: 7, serviceLevel: 0.95 };
const READING = [
  'WAPE: sum of errors of totals over what was sold. Pinball: of the 10, 50 and 90 % quantiles of a week, over the mean week.',
  '80 %, 90 %: how many weeks, and days, were inside their bands.',
];

/**
 * Backtests the forecaster on a file of sales, prints the figures and writes them where that is asked for.
 * @throws BadFile, BacktestRefused; Error when a forecast fails or the figures cannot be written
 */
export async function backtestFile(options: BacktestOptions, { say, note, terminal }: StudyOutput): Promise<void> {
  const file = await readSalesFile(options.data);
  const origins = planOrigins(file.firstDay, file.lastDay, options);
  introduction(file, origins, options).forEach(say);
  const { report, cpuSeconds } = await forecastInThread(
    file,
    origins,
    options,
    showProgress('Forecasting', terminal, note),
  );
  const cost = {
    forecasts: cpuSeconds.length,
    cpuSecondsPerForecast: cpuSeconds.reduce((sum, seconds) => sum + seconds, 0) / cpuSeconds.length,
    peakMemoryMb: process.resourceUsage().maxRSS / 1024,
  };
  ['', ...reportTable(report.groups, options.horizonDays), '', ...unscoredLines(report), ...READING].forEach(say);
  say(
    `${cost.cpuSecondsPerForecast.toFixed(1)} CPU seconds a forecast, ${Math.round(cost.peakMemoryMb)} MB at the most.`,
  );
  if (options.json === null) return;
  writeJson(options.json, { ...facts(file, origins, options), ...report, cost });
  say(`All figures are in ${options.json}.`);
}

async function forecastInThread(
  { goods, lastDay }: SalesFile,
  origins: Origins,
  { horizonDays, seeds }: BacktestOptions,
  progress: Progress,
): Promise<{ report: BacktestReport; cpuSeconds: readonly number[] }> {
  const thread = new ForecastThread();
  // A bar that is cut short leaves the terminal as it drew in it.
  process.once('exit', progress.stop);
  try {
    const whole = { ...SHOP, asOf: addDays(lastDay, 1), goods };
    const plan = { origins: origins.days, horizonDays, seeds, onProgress: progress.update };
    const report = await runBacktest(whole, plan, (history, options) => thread.forecast(history, options));
    return { report, cpuSeconds: thread.cpuSeconds };
  } finally {
    process.removeListener('exit', progress.stop);
    progress.stop();
    await thread.stop();
  }
}

function introduction(
  { goods, firstDay, lastDay, rows }: SalesFile,
  origins: Origins,
  options: BacktestOptions,
): string[] {
  const { days, stepDays } = origins;
  const { horizonDays, seeds } = options;
  const seedText = `${seeds.length === 1 ? 'seed' : 'mean of seeds'} ${seeds.join(', ')}`;
  return [
    `${count(goods.length)} goods, ${count(rows)} rows, ${firstDay} to ${lastDay}.`,
    `${days.length} origins every ${stepDays} days, ${days.at(-1)} to ${days[0]}, ${horizonDays} days each, ${seedText}.`,
  ];
}

/** What the groups leave out, so that nobody takes them for the whole shop. */
function unscoredLines({ seeds, groups }: BacktestReport): string[] {
  const origins = seeds[0]?.origins ?? [];
  const scored = (groups.eligible.units ?? 0) + (groups['short-history'].units ?? 0);
  const line = (what: string, unscored: readonly Unscored[]): string => {
    const [goods, units] = [sum(unscored.map((one) => one.goods)), sum(unscored.map((one) => one.units))];
    return `${count(goods)} ${what} sold ${count(Math.round(units))} units (scored ones ${count(Math.round(scored))}).`;
  };
  return [
    line(
      'times a goods without a sale in 56 days was not scored; they',
      origins.map(({ asleep }) => asleep),
    ),
    line(
      'times a goods first sold within the days forecast; they',
      origins.map(({ unknown }) => unknown),
    ),
  ];
}

/** What the figures rest on, without anything that differs from one run to the next. */
function facts(file: SalesFile, { days, stepDays }: Origins, options: BacktestOptions) {
  const { goods, firstDay, lastDay, rows, hasPrices, sha256 } = file;
  const { horizonDays, skip, lastDayOut, seeds } = options;
  return {
    data: { name: basename(options.data), sha256, goods: goods.length, rows, firstDay, lastDay, hasPrices },
    protocol: { horizonDays, origins: days, stepDays, skip, lastDayOut, seeds, leadTimeDays: LEAD_TIME_DAYS, ...SHOP },
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function count(number: number): string {
  return number.toLocaleString('en');
}
