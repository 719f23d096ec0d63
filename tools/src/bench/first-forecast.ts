import { performance } from 'node:perf_hooks';
import { loadConfig, processEnvironment } from '@tor/config/load-config';
import { addDays, calendarDayAt } from '@tor/kernel/calendar-day';
import type { TenantId } from '@tor/kernel/tenant-id';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import { stackOptions } from '@tor/supervisor/stack-options';
import { startStack, type RunningStack } from '@tor/supervisor/start-stack';
import { supervise } from '@tor/supervisor/supervise';
import { ApiClient } from '../scratch/api-client.js';
import { loadShop } from '../retail-shop/load-shop.js';
import { planShop } from '../retail-shop/plan-shop.js';
import { readRetailData } from '../retail-shop/read-retail-data.js';
import { scratchEnvironment } from '../scratch/scratch-environment.js';
import { makeScratchFolder } from '../scratch/scratch-folder.js';
import { openShopAccess } from '../scratch/shop-access.js';

const GOODS = 500;
const SHOPS = 3;

interface ForecastAnswer {
  readonly data: readonly { readonly is_forecasted: boolean; readonly forecast: { readonly stale: boolean } }[];
}

/**
 * How long the first GET of a forecast takes for a shop of 500 goods with a year of sales, against the time that the API
 * waits for it, and whether a second GET trains again. Three shops, one after the other.
 * @returns 0 when each shop was answered in time and trained once
 */
export async function firstForecast(say: (line: string) => void): Promise<number> {
  const env = { ...scratchEnvironment(processEnvironment()), PORT: '0' };
  const config = loadConfig('supervisor', env);
  const folder = await makeScratchFolder(config.dataDir);
  const stack = {
    ...stackOptions(config, env, () => undefined),
    dataDir: folder.path,
  };
  let failures = 0;
  try {
    const code = await supervise({
      log: say,
      start: (signal) => startStack({ ...stack, signal }),
      whenRunning: async (running, signal) => {
        for (let shop = 1; shop <= SHOPS; shop++) {
          if (!(await measure(running, signal, shop, config.forecast.waitMs, say))) failures++;
        }
        return 'stop' as const;
      },
    });
    return code === 0 && failures > 0 ? 1 : code;
  } finally {
    await folder.remove();
  }
}

async function measure(
  stack: RunningStack,
  signal: AbortSignal,
  shop: number,
  waitMs: number,
  say: (line: string) => void,
): Promise<boolean> {
  const api = new ApiClient(stack.apiUrl, signal);
  const tenant = await api.signUp({ email: `bench${shop}@shop.example`, password: 'not a secret' });
  const access = await openShopAccess(stack.env, false);
  try {
    const database = access.get(TenantDatabase);
    const yesterday = addDays(calendarDayAt(new Date(), 'Asia/Jakarta'), -1);
    const loaded = await loadShop(database, tenant, planShop(await readRetailData(), yesterday, GOODS));
    const first = await timed(() => api.get<ForecastAnswer>('/api/forecast/'));
    const second = await timed(() => api.get<ForecastAnswer>('/api/forecast/'));
    const runs = await countRuns(database, tenant);
    const answered = [first, second].every(({ value }) =>
      value.data.every((one) => one.is_forecasted && !one.forecast.stale),
    );
    const inTime = answered && first.ms <= waitMs;
    say(
      `shop ${shop}: ${loaded.goodsIds.length} goods, ${loaded.sales} sales; first GET ${first.ms.toFixed(0)} ms of ${waitMs} ms` +
        ` (${inTime ? 'in time' : 'NOT in time'}); second GET ${second.ms.toFixed(0)} ms; trainings ${runs}`,
    );
    return inTime && runs === 1;
  } finally {
    await access.close();
  }
}

function countRuns(database: TenantDatabase, tenant: TenantId): Promise<number> {
  return database.run(tenant, (scope) => scope.forecasts.countRuns('done'));
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const started = performance.now();
  const value = await work();
  return { value, ms: performance.now() - started };
}
