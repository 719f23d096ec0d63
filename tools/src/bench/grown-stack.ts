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

const GOODS = 500;
const SIZES = [10_000, 100_000, 1_000_000];

export interface StackShop extends GrownShop {
  /** How many sales it has. */
  readonly size: number;
  readonly tenant: TenantId;
  readonly api: ApiClient;
}

/** What stands when the shops are loaded. */
export interface GrownStack {
  /** From the smallest to the largest. */
  readonly shops: readonly StackShop[];
  /** As the role of the apps. */
  readonly appUrl: string;
  /** Speaks SQL as the owner of the tables. */
  readonly owner: pg.Client;
}

/**
 * Runs `work` on an API with three shops that have the same number of goods and 10,000 to 1,000,000 sales. PostgreSQL vacuums
 * and gathers statistics when `work` says so, never by itself.
 * @param work its result is the code to exit with
 * @returns that code, or the stack's own when it failed
 */
export async function withGrownShops(
  say: (line: string) => void,
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
        const shops = await growShops(running, signal, say);
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

async function growShops(stack: RunningStack, signal: AbortSignal, say: (line: string) => void): Promise<StackShop[]> {
  const access = await openShopAccess(stack.env, false);
  try {
    const shops: StackShop[] = [];
    for (const size of SIZES) {
      const api = new ApiClient(stack.apiUrl, signal);
      const tenant = await api.signUp({ email: `shop${size}@shop.example`, password: 'not a secret' });
      shops.push({ size, tenant, api, ...(await growShop(access.get(TenantDatabase), tenant, GOODS, size)) });
      say(`${size} sales of ${GOODS} goods are loaded`);
    }
    return shops;
  } finally {
    await access.close();
  }
}
