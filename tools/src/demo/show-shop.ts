import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { ForecastQueue } from '@tor/forecast-queue/forecast-queue';
import { addDays, calendarDayAt } from '@tor/kernel/calendar-day';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import type { LineLog } from '@tor/supervisor/line-log';
import type { RunningStack } from '@tor/supervisor/start-stack';
import { type Account, ApiClient } from '../scratch/api-client.js';
import { HISTORY_DAYS } from '../retail-shop/choose-goods.js';
import type { DemoLog } from './demo-log.js';
import type { DemoOptions } from './demo-options.js';
import { loadShop } from '../retail-shop/load-shop.js';
import { makeForecast } from './make-forecast.js';
import { planShop } from '../retail-shop/plan-shop.js';
import { showProgress } from './progress.js';
import type { RetailGoods } from '../retail-shop/read-retail-data.js';
import { readRestockRows, type RestockRow } from './restock-rows.js';
import { restockSummary, restockTable } from './restock-table.js';
import { openShopAccess } from '../scratch/shop-access.js';

/** The zone in which a new shop counts its days. */
const SHOP_ZONE = 'Asia/Jakarta';
const ROWS_SHOWN = 20;

/** What the demo works with. */
export interface DemoTools {
  readonly options: DemoOptions;
  readonly data: Promise<readonly RetailGoods[]>;
  /** For people. */
  readonly say: LineLog;
  readonly log: DemoLog;
}

/** The whole demo on a running stack: account, shop, forecast, restock table. */
export async function showShop(stack: RunningStack, signal: AbortSignal, tools: DemoTools): Promise<void> {
  const { options, say, log } = tools;
  const account: Account = { email: 'demo@shop.example', password: randomBytes(6).toString('hex') };
  const api = new ApiClient(stack.apiUrl, signal);
  const tenant = await api.signUp(account);
  const access = await openShopAccess(stack.env, log.forNest);
  try {
    const yesterday = addDays(calendarDayAt(new Date(), SHOP_ZONE), -1);
    const goods = planShop(await tools.data, yesterday);
    signal.throwIfAborted();
    const database = access.get(TenantDatabase);
    // The words around the API's are English.
    await database.run(tenant, (shop) => shop.shop.updateSettings({ language: 'en' }));
    const loaded = await loadShop(database, tenant, goods);
    const from = addDays(yesterday, 1 - HISTORY_DAYS);
    say(`Loaded ${loaded.goodsIds.length} goods with ${count(loaded.sales)} sales, ${from} to ${yesterday}.`);
    say('The books balance: the stock of every goods is the sum of its movements.');
    signal.throwIfAborted();
    const progress = showProgress('Forecasting', process.stdout.isTTY, say);
    const seconds = await makeForecast(access.get(ForecastQueue), tenant, progress);
    const rows = await readRestockRows(api, loaded.goodsIds);
    printTable(rows, seconds, say);
    if (options.json !== null) await writeTable(options.json, rows, seconds);
  } finally {
    await access.close();
  }
  if (!options.exit) printDoors(stack.apiUrl, account, say);
}

function printTable(rows: readonly RestockRow[], seconds: number, say: LineLog): void {
  const [most] = rows;
  const lines = [
    '',
    ...restockTable(rows.slice(0, ROWS_SHOWN)),
    '',
    ...restockSummary(rows, ROWS_SHOWN),
    '',
    ...(most ? [`${most.name}, in the API's words:`, ...most.reasons.map((reason) => `  ${reason}`), ''] : []),
    `Forecast ${rows.length} goods, 30 days ahead, in ${seconds.toFixed(1)} seconds.`,
  ];
  lines.forEach(say);
}

async function writeTable(file: string, rows: readonly RestockRow[], seconds: number): Promise<void> {
  await writeFile(file, `${JSON.stringify({ forecast_seconds: seconds, rows }, null, 2)}\n`);
}

function printDoors(url: string, { email, password }: Account, say: LineLog): void {
  const lines = [
    '',
    `API       ${url}`,
    `Docs      ${url}/docs (Authorize signs in)`,
    `Sign in   ${email}, password ${password}`,
    '',
    'Ctrl-C stops the demo and removes its data.',
  ];
  lines.forEach(say);
}

function count(number: number): string {
  return number.toLocaleString('en');
}
