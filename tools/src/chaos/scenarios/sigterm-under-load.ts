import { setTimeout as pause } from 'node:timers/promises';
import { KeptConnections } from '../../load/kept-connections.js';
import { inWords } from '../../load/latencies.js';
import { RoundRobin } from '../../load/round-robin.js';
import { shopLoad } from '../../load/shop-load.js';
import { TRADING } from '../../load/shop-traffic.js';
import { Tally } from '../../load/tally.js';
import type { Figures, Scenario, ScenarioContext } from '../scenario.js';
import { promised } from '../../world/promised.js';
import { notDoneOnce, type ShopWithJob } from '../done-once.js';
import { expectOk, type Shop } from '../../world/shop.js';
import { tradingShops } from '../../world/trading-shops.js';
import type { World } from '../../world/world.js';
import type { WorldProcess } from '../../world/world-process.js';

const PER_SECOND = { full: 250, small: 40 };
/** On a machine that cannot keep up with the rate, so many wait for an answer and no more. */
const MOST_AT_ONCE = { full: 60, small: 12 };
/** Jobs that are waiting or under way at each stop, besides those that the load asks for. */
const JOBS = 4;
const GOODS = 20;
const CONNECTIONS = 30;
const STOPS_WITHIN_MS = 10_000;
/** Before a stop, and after the start that follows it. */
const UNDISTURBED_MS = 1500;
const FINISH_WITHIN_MS = 300_000;
/** How often a balancer asks whether a server is ready, and how long it is given to notice. */
const HEALTH_EVERY_MS = 100;
const DELAY_MS = 1000;

/** API and worker processes are stopped, as when a new version is rolled out. */
export const sigtermUnderLoad: Scenario = {
  name: 'sigterm-under-load',
  promise:
    'Under load on kept connections, an API and a worker that are asked to stop answer all that was sent, give back what they cannot finish, and end within 10 s',
  run,
};

async function run({ say, small, seed, startWorld, signal }: ScenarioContext): Promise<Figures> {
  const size = small ? 'small' : 'full';
  const rounds = small ? 1 : 6;
  const world = await startWorld({
    queue: 'redis',
    apis: 2,
    workers: 2,
    env: { SHUTDOWN_DELAY_MS: String(DELAY_MS), FORECAST_WAIT_MS: '3000' },
  });
  // Those of the load ask for forecasts as they go; of the others each has one job, which is to be done once.
  const traders = await tradingShops(await world.newShopsWithHistory(small ? 3 : 10, { goods: 5, days: 30 }));
  const waiting = await world.newShopsWithHistory(rounds * JOBS, { goods: GOODS, days: 120 });

  const client = new KeptConnections(CONNECTIONS);
  const rotation = new Rotation(world);
  const balancer = new RoundRobin(client, () => rotation.urls);
  const over = new AbortController();
  const ended = AbortSignal.any([over.signal, signal]);
  const tally = new Tally();
  const started = Date.now();
  const load = shopLoad({
    ...{
      mix: TRADING,
      shops: traders,
      perSecond: PER_SECOND[size],
      mostAtOnce: MOST_AT_ONCE[size],
      seed,
      signal: ended,
    },
    send: (request) => balancer.send(request),
    tally: () => tally,
  });
  const watching = rotation.watch(ended);
  const jobs: ShopWithJob[] = [];
  const took: number[] = [];
  let seconds = 0;
  try {
    for (let round = 0; round < rounds; round++) {
      jobs.push(...(await askForForecasts(waiting.slice(round * JOBS, (round + 1) * JOBS))));
      await pause(UNDISTURBED_MS, undefined, { signal });
      const stopped = [world.apis[round % 2], world.workers[round % 2]].filter((one) => one !== undefined);
      took.push(...(await Promise.all(stopped.map(stopInTime))));
      for (const process of stopped) await world.startAgain(process);
      say(`Stopped ${stopped.map(({ name }) => name).join(' and ')}: ${tally.all.summary().count} requests so far`);
    }
    await pause(UNDISTURBED_MS, undefined, { signal });
  } finally {
    over.abort();
    seconds = (Date.now() - started) / 1000;
    await load;
    await watching;
    client.close();
  }
  promised(tally.wrongCount === 0, `${tally.wrongCount} requests went wrong: ${tally.wrong.join('; ')}`);
  world.expectAllAlive();
  let left: unknown[] = [];
  await world.until(
    'not all jobs were done',
    async () => (left = await notDoneOnce((sql, parameters) => world.query(sql, parameters), jobs)).length === 0,
    FINISH_WITHIN_MS,
  );
  for (const shop of waiting) promised(await shop.booksBalance(), `The books of ${shop.email} do not balance`);
  const all = tally.all.summary();
  return {
    rounds,
    requests: all.count,
    'requests a second': Math.round(all.count / seconds),
    'answers by status': tally.statuses,
    latency: inWords(all),
    'jobs done once': jobs.length - left.length,
    'longest stop': `${(Math.max(...took) / 1000).toFixed(1)} s`,
  };
}

async function askForForecasts(shops: readonly Shop[]): Promise<ShopWithJob[]> {
  return Promise.all(
    shops.map(async (shop) => {
      const { body } = expectOk(await shop.post('/api/forecast/jobs'));
      return { userId: shop.tenantId, jobId: String(body.data.id), goods: GOODS };
    }),
  );
}

async function stopInTime(process: WorldProcess): Promise<number> {
  const started = Date.now();
  const exit = await process.stop();
  const took = Date.now() - started;
  promised(exit?.code === 0, `${process.name} ended ${exit?.signal ? `by ${exit.signal}` : `with code ${exit?.code}`}`);
  promised(took <= STOPS_WITHIN_MS, `${process.name} took ${took} ms to stop`);
  return took;
}

/** The servers that a balancer sends to: those that said at last that they are ready. */
class Rotation {
  readonly #away = new Set<string>();

  constructor(private readonly world: World) {}

  get urls(): readonly string[] {
    const all = this.world.apis.map(({ url }) => url);
    const ready = all.filter((url) => !this.#away.has(url));
    return ready.length > 0 ? ready : all;
  }

  /** Asks each server on its own, until the signal aborts. */
  async watch(signal: AbortSignal): Promise<void> {
    await Promise.all(this.world.apis.map(({ url }) => this.#watchOne(url, signal)));
  }

  async #watchOne(url: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const { status } = await this.world.call({ url, path: '/health/ready' });
      if (status === 200) this.#away.delete(url);
      else this.#away.add(url);
      await pause(HEALTH_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
