import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { loadConfig, processEnvironment } from '@tor/config/load-config';
import { addDays, calendarDayAt } from '@tor/kernel/calendar-day';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import { stackOptions } from '@tor/supervisor/stack-options';
import { startStack } from '@tor/supervisor/start-stack';
import { supervise } from '@tor/supervisor/supervise';
import { loadShop } from '../retail-shop/load-shop.js';
import { planShop } from '../retail-shop/plan-shop.js';
import { readRetailData } from '../retail-shop/read-retail-data.js';
import { ApiClient } from '../scratch/api-client.js';
import { scratchEnvironment } from '../scratch/scratch-environment.js';
import { makeScratchFolder } from '../scratch/scratch-folder.js';
import { openShopAccess } from '../scratch/shop-access.js';

const GOODS = 300;
const TABLES = [
  'goods',
  'goods_search',
  'sales',
  'stock_movements',
  'daily_sales',
  'monthly_goods_sales',
  'restock_inferences',
];

/**
 * How many bytes a row takes on disk, its share of the indexes included: the demo's shop with its year of sales, forecast once.
 * @returns 0 when it was measured
 */
export async function sizes(say: (line: string) => void): Promise<number> {
  const env = { ...scratchEnvironment(processEnvironment()), PORT: '0', LOG_LEVEL: 'error' };
  const config = loadConfig('supervisor', env);
  const folder = await makeScratchFolder(config.dataDir);
  try {
    return await supervise({
      log: say,
      start: (signal) => startStack({ ...stackOptions(config, env, () => undefined), dataDir: folder.path, signal }),
      whenRunning: async (stack, signal) => {
        const api = new ApiClient(stack.apiUrl, signal);
        const tenant = await api.signUp({ email: 'sizes@shop.example', password: 'not a secret' });
        const access = await openShopAccess(stack.env, false);
        try {
          const yesterday = addDays(calendarDayAt(new Date(), 'Asia/Jakarta'), -1);
          await loadShop(access.get(TenantDatabase), tenant, planShop(await readRetailData(), yesterday, GOODS));
        } finally {
          await access.close();
        }
        await forecast(api, signal);
        const superuser = new URL(stack.databaseUrls.superuserUrl ?? '');
        superuser.pathname = new URL(stack.databaseUrls.ownerUrl).pathname;
        await report(superuser.toString(), say);
        return 'stop' as const;
      },
    });
  } finally {
    await folder.remove();
  }
}

/** Has the shop forecast, and waits for the inferences. */
async function forecast(api: ApiClient, signal: AbortSignal): Promise<void> {
  interface Job {
    readonly data: { readonly id: string; readonly status: string };
  }
  const { data } = await api.post<Job>('/api/forecast/jobs', {});
  for (let { status } = data; status !== 'done';) {
    if (status === 'failed') throw new Error('The forecast failed');
    await pause(500, undefined, { signal });
    ({ status } = (await api.get<Job>(`/api/forecast/jobs/${data.id}`)).data);
  }
}

async function report(url: string, say: (line: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    say('table                    rows       bytes a row   of these, indexes');
    for (const table of TABLES) {
      await client.query(`VACUUM ANALYZE tor.${table}`);
      const { rows } = await client.query<{ count: number; total: number; indexes: number }>(
        `SELECT (SELECT count(*)::int FROM tor.${table}) AS count,
                pg_total_relation_size('tor.${table}')::float8 AS total, pg_indexes_size('tor.${table}')::float8 AS indexes`,
      );
      const { count = 0, total = 0, indexes = 0 } = rows[0] ?? {};
      const each = (bytes: number): string => (count === 0 ? '-' : String(Math.round(bytes / count)));
      say(`${table.padEnd(20)} ${String(count).padStart(8)} ${each(total).padStart(17)} ${each(indexes).padStart(19)}`);
    }
  } finally {
    await client.end();
  }
}
