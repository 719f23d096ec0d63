import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAfter } from '../../load/end-after.js';
import { KeptConnections } from '../../load/kept-connections.js';
import { inWords } from '../../load/latencies.js';
import { LoopDelayWatch, type LoopDelay } from '../../load/loop-delay.js';
import { shopLoad } from '../../load/shop-load.js';
import { READING } from '../../load/shop-traffic.js';
import { Tally } from '../../load/tally.js';
import type { Figures, Scenario, ScenarioContext } from '../scenario.js';
import { promised } from '../../world/promised.js';
import { expectOk, type Shop } from '../../world/shop.js';
import { tradingShops } from '../../world/trading-shops.js';
import type { World } from '../../world/world.js';

/** More shops ask than the queue has room for. */
const SIZE = {
  full: { shops: 1060, room: 1000, perSecond: 30, seconds: 60 },
  small: { shops: 30, room: 15, perSecond: 10, seconds: 5 },
};
const SLOWEST_READ_MS = 300;
const LONGEST_DELAY_MS = 50;
const AT_A_TIME = 8;
const BEGINS_WITHIN_MS = 60_000;

/** All shops ask for a forecast at once, and owners go on reading. */
export const thousandTrainings: Scenario = {
  name: 'thousand-trainings',
  promise: `While 1,000 forecasts are waited for and trained, 99 of 100 reads take less than ${SLOWEST_READ_MS} ms, and the API's event loop is held up for less than ${LONGEST_DELAY_MS} ms (judged at full size); the queue takes no more than it has room for`,
  run,
};

async function run(context: ScenarioContext): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), 'tor-trainings-'));
  try {
    return await runIn(folder, context);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runIn(folder: string, { say, small, seed, signal, startWorld }: ScenarioContext): Promise<Figures> {
  const { shops: count, room, perSecond, seconds } = small ? SIZE.small : SIZE.full;
  const watch = new LoopDelayWatch(join(folder, 'delay.json'));
  const world = await startWorld({ queue: 'postgres', apis: 0, workers: 1 });
  const api = await world.startApi({ ...watch.env, FORECAST_QUEUE_LIMIT: String(room) });
  const shops = await world.newShopsWithHistory(count, { goods: 8, days: 120 });
  const readers = await tradingShops(shops.slice(0, 20));
  const asked = { taken: 0, refused: 0 };
  for (let first = 0; first < count; first += AT_A_TIME)
    await Promise.all(
      shops.slice(first, first + AT_A_TIME).map(async (shop) => {
        asked[await askFor(shop)] += 1;
      }),
    );
  const most = await waiting(world);
  say(`${asked.taken} forecasts were taken on, ${asked.refused} refused, ${most} wait in a queue of ${room}`);
  promised(asked.refused > 0, `Nobody was refused, and ${most} forecasts wait in a queue of ${room}`);
  promised(most <= room + AT_A_TIME, `${most} forecasts wait in a queue of ${room}`);
  await world.until('no forecast was made', async () => (await done(world)) > 0, BEGINS_WITHIN_MS);
  const before = await done(world);
  say(`${asked.taken - before} forecasts are waited for; ${perSecond} reads a second for ${seconds} s`);

  await delayOf(world, watch, api.pid);
  const client = new KeptConnections(20);
  const tally = new Tally();
  const over = endAfter(seconds * 1000, signal);
  const send: Parameters<typeof shopLoad>[0]['send'] = (request) => client.send(world.url, request);
  await shopLoad({ mix: READING, shops: readers, perSecond, seed, signal: over, send, tally: () => tally });
  client.close();
  signal.throwIfAborted();
  const delay = await delayOf(world, watch, api.pid);
  const made = (await done(world)) - before;
  const left = await waiting(world);

  const reads = tally.all.summary();
  say(`Reads took ${inWords(reads)}; event loop p99 ${Math.round(delay.p99)} ms, at most ${Math.round(delay.max)} ms`);
  world.expectAllAlive();
  promised(tally.wrongCount === 0, `${tally.wrongCount} reads went wrong: ${tally.wrong.join('; ')}`);
  promised(made > 0, 'No forecast was made meanwhile');
  if (!small) {
    promised(left > 0, 'The forecasts were all made before the reading was over');
    promised(reads.p99 < SLOWEST_READ_MS, `99 of 100 reads took ${Math.round(reads.p99)} ms or less`);
    promised(delay.p99 < LONGEST_DELAY_MS, `The event loop was held up for ${Math.round(delay.p99)} ms (p99)`);
  }
  return {
    reads: reads.count,
    'reads took': inWords(reads),
    'event loop delay p99': `${delay.p99.toFixed(1)} ms, the 10 ms between two looks included`,
    'forecasts made meanwhile': made,
    'forecasts still waited for': left,
    'asked for, refused by a full queue': `${asked.taken + asked.refused}, ${asked.refused}`,
  };
}

/** @throws PromiseBroken where the refusal is another than that of a full queue */
async function askFor(shop: Shop): Promise<'taken' | 'refused'> {
  const answer = await shop.post('/api/forecast/jobs');
  if (answer.status !== 429) {
    expectOk(answer);
    return 'taken';
  }
  const says = answer.body?.code === 'queue_full' && Number(answer.headers.get('retry-after')) > 0;
  promised(says, `A full queue was told as ${JSON.stringify(answer.body)}`);
  return 'refused';
}

async function delayOf(world: World, watch: LoopDelayWatch, pid: number): Promise<LoopDelay> {
  watch.ask(pid);
  let delay: LoopDelay | null = null;
  await world.until('the API did not tell of its event loop', () => (delay = watch.read()) !== null, 10_000);
  return delay ?? { p99: 0, max: 0 };
}

async function done(world: World): Promise<number> {
  const [row] = await world.query<{ n: number }>(`SELECT count(*)::int AS n FROM forecast_runs WHERE status = 'done'`);
  return row?.n ?? 0;
}

async function waiting(world: World): Promise<number> {
  const [row] = await world.query<{ n: number }>(`SELECT count(*)::int AS n FROM bullmq.job WHERE state = 'waiting'`);
  return row?.n ?? 0;
}
