import { setMaxListeners } from 'node:events';
import pg from 'pg';
import { loadConfig, processEnvironment } from '@tor/config/load-config';
import type { TenantId } from '@tor/kernel/tenant-id';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import { API } from '@tor/supervisor/programs';
import { stackOptions } from '@tor/supervisor/stack-options';
import { startStack, type RunningStack } from '@tor/supervisor/start-stack';
import { supervise } from '@tor/supervisor/supervise';
import { ApiClient } from '../scratch/api-client.js';
import { scratchEnvironment } from '../scratch/scratch-environment.js';
import { makeScratchFolder } from '../scratch/scratch-folder.js';
import { openShopAccess } from '../scratch/shop-access.js';
import { growShop, type GrownShop } from './growth-shop.js';

export interface ShopSize {
  readonly goods: number;
  readonly sales: number;
}

/** The same goods, and a hundred times the sales. */
export const BY_SALES: readonly ShopSize[] = [10_000, 100_000, 1_000_000].map((sales) => ({ goods: 500, sales }));

export interface StackShop extends GrownShop, ShopSize {
  readonly tenant: TenantId;
  readonly api: ApiClient;
}

/** What stands when the shops are loaded. */
export interface GrownStack {
  /** In the order of their sizes. */
  readonly shops: readonly StackShop[];
  /** As the role of the apps. */
  readonly appUrl: string;
  /** Speaks SQL as the owner of the tables. */
  readonly owner: pg.Client;
}

/**
 * Runs `work` on an API with a shop of each size. PostgreSQL vacuums and gathers statistics when `work` says so, never by itself.
 * @param work its result is the code to exit with
 * @returns that code, or the stack's own when it failed
 */
export async function withGrownShops(
  say: (line: string) => void,
  sizes: readonly ShopSize[],
  work: (stack: GrownStack) => Promise<number>,
): Promise<number> {
  const quiet = { PORT: '0', LOG_LEVEL: 'error', RATE_LIMIT_PER_MINUTE: '100000' };
  const env = { ...scratchEnvironment(processEnvironment()), ...quiet };
  const config = loadConfig('supervisor', env);
  const folder = await makeScratchFolder(config.dataDir);
  const stack = {
    ...stackOptions(config, env, () => undefined),
    dataDir: folder.path,
    services: [API],
    postgresSettings: { autovacuum: 'off' },
  };
  let result = 0;
  try {
    const code = await supervise({
      log: say,
      start: (signal) => startStack({ ...stack, signal }),
      whenRunning: async (running, signal) => {
        // Each request listens for the end; they are many.
        setMaxListeners(0, signal);
        const shops = await growShops(running, sizes, signal, say);
        const { appUrl, ownerUrl } = running.databaseUrls;
        const owner = new pg.Client({ connectionString: ownerUrl });
        await owner.connect();
        try {
          result = await work({ shops, appUrl, owner });
        } finally {
          await owner.end();
        }
        return 'stop' as const;
      },
    });
    return code === 0 ? result : code;
  } finally {
    await folder.remove();
  }
}

async function growShops(
  stack: RunningStack,
  sizes: readonly ShopSize[],
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<StackShop[]> {
  const access = await openShopAccess(stack.env, false);
  try {
    const shops: StackShop[] = [];
    for (const { goods, sales } of sizes) {
      const api = new ApiClient(stack.apiUrl, signal);
      const tenant = await api.signUp({ email: `shop${shops.length}@shop.example`, password: 'not a secret' });
      const grown = await growShop(access.get(TenantDatabase), tenant, goods, sales);
      shops.push({ goods, sales, tenant, api, ...grown });
      say(`${sales} sales of ${goods} goods are loaded`);
    }
    return shops;
  } finally {
    await access.close();
  }
}
