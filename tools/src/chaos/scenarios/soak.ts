import { setTimeout as pause } from 'node:timers/promises';
import { endAfter } from '../../load/end-after.js';
import { KeptConnections } from '../../load/kept-connections.js';
import { inWords, Latencies } from '../../load/latencies.js';
import { memoryOf } from '../../load/memory-of.js';
import { shopLoad } from '../../load/shop-load.js';
import { TRADING } from '../../load/shop-traffic.js';
import { Tally } from '../../load/tally.js';
import type { Figures, Scenario, ScenarioContext } from '../scenario.js';
import { promised } from '../../world/promised.js';
import { tradingShops } from '../../world/trading-shops.js';
import type { World } from '../../world/world.js';
import { growthOf, type MemorySample } from './soak-memory.js';

const MINUTE_MS = 60_000;
const SAMPLE_EVERY_MS = 5000;
const SIZE = {
  full: { perSecond: 100, mostAtOnce: 2000, shops: 50, goods: 20, days: 60 },
  small: { perSecond: 10, mostAtOnce: 10, shops: 3, goods: 4, days: 20 },
};
const SMALL_MS = 8_000;
const EXAMPLES_A_MINUTE = 3;
/** By so much the memory of the last minutes may be above that of the first. */
const MOST_GROWTH = 0.1;

/** Shops do all they do, for an hour. */
export const soak: Scenario = {
  name: 'soak',
  promise:
    'An hour of 100 mixed requests a second brings no error, and the memory of API and worker stays within 10 % (judged from 20 minutes on)',
  run,
};

async function run({ say, small, seed, minutes, signal, startWorld }: ScenarioContext): Promise<Figures> {
  const { perSecond, mostAtOnce, shops: count, goods, days } = small ? SIZE.small : SIZE.full;
  const lastsMs = small ? SMALL_MS : minutes * MINUTE_MS;
  const world = await startWorld({ queue: 'postgres', workers: 1, env: { FORECAST_WAIT_MS: '500' } });
  const shops = await world.newShopsWithHistory(count, { goods, days });
  const traders = await tradingShops(shops);

  const client = new KeptConnections(40);
  const all = new Latencies();
  let tally = new Tally();
  let wrong = 0;
  const examples: string[] = [];
  const over = endAfter(lastsMs, signal);
  const watching = watch(world, say, over, () => {
    const ended = tally;
    tally = new Tally();
    all.addAll(ended.all);
    wrong += ended.wrongCount;
    examples.push(...ended.wrong);
    return ended;
  });
  const send: Parameters<typeof shopLoad>[0]['send'] = (request) => client.send(world.url, request);
  await shopLoad({ mix: TRADING, shops: traders, perSecond, mostAtOnce, seed, signal: over, send, tally: () => tally });
  const samples = await watching;
  client.close();
  signal.throwIfAborted();
  all.addAll(tally.all);
  wrong += tally.wrongCount;
  examples.push(...tally.wrong);

  world.expectAllAlive();
  promised(wrong === 0, `${wrong} requests went wrong: ${examples.slice(0, 10).join('; ')}`);
  for (const shop of shops.slice(0, 5)) {
    await shop.signIn();
    promised(await shop.booksBalance(), `The books of ${shop.email} do not balance`);
  }
  const growth = { api: growthOf(samples, 'api', lastsMs), worker: growthOf(samples, 'worker', lastsMs) };
  for (const [name, grown] of Object.entries(growth)) {
    if (grown !== null) promised(grown <= MOST_GROWTH, `The memory of the ${name} grew by ${percent(grown)}`);
  }
  const summary = all.summary();
  return {
    requests: summary.count,
    'requests a second': Math.round(summary.count / (lastsMs / 1000)),
    'latency from when they were due': inWords(summary),
    'growth of the memory of the API': growth.api === null ? 'not judged' : percent(growth.api),
    'growth of the memory of the worker': growth.worker === null ? 'not judged' : percent(growth.worker),
  };
}

/** Says a line each minute, and looks at the memory in between. */
async function watch(
  world: World,
  say: (line: string) => void,
  over: AbortSignal,
  take: () => Tally,
): Promise<MemorySample[]> {
  const started = Date.now();
  const samples: MemorySample[] = [];
  let minutes = 0;
  while (!over.aborted) {
    const [api, worker] = [memoryOf(world.api.pid)?.now, memoryOf(world.workers[0]?.pid ?? 0)?.now];
    const atMs = Date.now() - started;
    if (api !== undefined && worker !== undefined) samples.push({ atMs, api, worker });
    if (atMs >= (minutes + 1) * MINUTE_MS) {
      minutes++;
      const { all, wrong, wrongCount, statuses } = take();
      const { count, ...took } = all.summary();
      const memory = `API ${Math.round(api ?? 0)} MB, worker ${Math.round(worker ?? 0)} MB, database ${await sizeOf(world)} MB`;
      for (const example of wrong.slice(0, EXAMPLES_A_MINUTE)) say(`went wrong: ${example}`);
      say(
        `minute ${minutes}: ${count} requests (${statuses}), ${wrongCount} errors, ${inWords({ count, ...took })}, ${memory}`,
      );
    }
    await pause(SAMPLE_EVERY_MS, undefined, { signal: over }).catch(() => undefined);
  }
  return samples;
}

async function sizeOf(world: World): Promise<number> {
  const [row] = await world.query<{ mb: number }>(
    'SELECT round(pg_database_size(current_database()) / 1048576.0)::int AS mb',
  );
  return row?.mb ?? 0;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
