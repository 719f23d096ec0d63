import { setMaxListeners } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { loadConfig, processEnvironment } from '@tor/config/load-config';
import { backUpDataFolder } from '@tor/supervisor/data-folder-backup';
import { API } from '@tor/supervisor/programs';
import { stackOptions } from '@tor/supervisor/stack-options';
import { type RunningStack, startStack } from '@tor/supervisor/start-stack';
import { restoreAndCheck } from '../backup/restore-and-check.js';
import { ApiClient } from '../scratch/api-client.js';
import { scratchEnvironment } from '../scratch/scratch-environment.js';
import { makeScratchFolder } from '../scratch/scratch-folder.js';
import { TillLoad } from './till-load.js';

export interface DrillOptions {
  readonly say: (line: string) => void;
  /** What the tills sell. */
  readonly seed: number;
  /** How long they sell before the backup, and after it again. */
  readonly seconds: number;
  readonly shops?: number;
  /** Settings of the database that is backed up. */
  readonly postgresSettings?: Readonly<Record<string, string>>;
}

/** What a restore drill saw. */
export interface DrillResult {
  /** Sales answered for before the backup began, and how many of them the restored books lack: 0, or the backup is worth nothing. */
  readonly acknowledgedBefore: number;
  readonly missing: number;
  readonly acknowledgedInAll: number;
  readonly unbalancedShops: number;
  readonly backupMs: number;
  /** From the damaged machine's empty folder to books that are checked. */
  readonly restoreMs: number;
}

const TILLS = 3;

/**
 * The drill that a backup has to pass: tills sell over HTTP, the folder is backed up meanwhile, they go on, all stops; a new
 * stack on the restored folder has balanced books for every shop, knows its owners, and lacks no sale that was answered for
 * before the backup began.
 */
export async function restoreDrill({
  say,
  seed,
  seconds,
  shops: count = 3,
  postgresSettings = {},
}: DrillOptions): Promise<DrillResult> {
  const env = {
    ...scratchEnvironment(processEnvironment()),
    PORT: '0',
    LOG_LEVEL: 'error',
    RATE_LIMIT_PER_MINUTE: '100000',
  };
  const config = loadConfig('supervisor', env);
  const folder = await makeScratchFolder(config.dataDir);
  const [before, backup, after] = ['before', 'backup', 'after'].map((name) => join(folder.path, name));
  const start = (dataDir = ''): Promise<RunningStack> =>
    startStack({ ...stackOptions(config, env, () => undefined), dataDir, services: [API], postgresSettings });
  let running: RunningStack | undefined;
  try {
    running = await start(before);
    const signal = new AbortController().signal;
    setMaxListeners(0, signal);
    const clients: ApiClient[] = [];
    const loads: TillLoad[] = [];
    for (let shop = 0; shop < count; shop++) {
      const api = new ApiClient(running.apiUrl, signal);
      clients.push(api);
      loads.push(await TillLoad.open(api, `drill${shop}@shop.example`, { tills: TILLS, seed: seed + shop }));
    }
    await pause(seconds * 1000);
    const began = Date.now();
    const { files, bytes } = await backUpDataFolder(before ?? '', backup ?? '');
    const backupMs = Date.now() - began;
    say(
      `Backed up while ${count * TILLS} tills sold: ${files} files, ${(bytes / 1e6).toFixed(1)} MB in ${backupMs} ms`,
    );
    await pause(seconds * 1000);
    for (const load of loads) await load.close();
    await running.stop();

    const restoring = Date.now();
    const books = await restoreAndCheck(backup ?? '', after ?? '', say);
    const restoreMs = Date.now() - restoring;
    running = await start(after);
    const unbalanced = new Set(books.unbalanced.map(({ userId }) => userId));
    for (const client of clients) {
      // The token of before: the secret came back as well.
      const { data } = await client.at(running.apiUrl).get<{ data: { balanced: boolean } }>('/api/integrity');
      if (!data.balanced) unbalanced.add(`shop ${clients.indexOf(client)}`);
    }
    const sales = loads.flatMap((load) => load.sales);
    const answered = sales.filter(({ at }) => at < began).map(({ saleId }) => saleId);
    const missing = answered.length - (await countSales(running, answered));
    say(
      `${answered.length} of ${sales.length} sales were answered for before the backup began; ${missing} of them are missing`,
    );
    return {
      acknowledgedBefore: answered.length,
      missing,
      acknowledgedInAll: sales.length,
      unbalancedShops: unbalanced.size,
      backupMs,
      restoreMs,
    };
  } finally {
    await running?.stop();
    await folder.remove();
  }
}

/** How many of these sales the database holds, whosever they are. */
async function countSales({ databaseUrls }: RunningStack, ids: readonly string[]): Promise<number> {
  const url = new URL(databaseUrls.superuserUrl ?? '');
  url.pathname = new URL(databaseUrls.ownerUrl).pathname;
  const client = new pg.Client({ connectionString: url.toString() });
  await client.connect();
  try {
    const { rows } = await client.query<{ held: number }>(
      'SELECT count(*)::int AS held FROM tor.sales WHERE id = ANY($1::uuid[])',
      [ids],
    );
    return rows[0]?.held ?? 0;
  } finally {
    await client.end();
  }
}
