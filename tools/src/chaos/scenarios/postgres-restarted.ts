import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { notDoneOnce } from '../done-once.js';
import type { Scenario, ScenarioContext } from '../scenario.js';
import { promised } from '../../world/promised.js';
import { askForForecasts, countRuns, TRAINS_LONG, TRAINS_SHORT } from '../asked-forecasts.js';
import { Callers, type Habit } from '../../world/callers.js';
import { type Call, expectOk, type Shop } from '../../world/shop.js';

const AWAY_MS = 3000;
const PATIENCE_MS = 90_000;

/** PostgreSQL is stopped and started again under load. */
export const postgresRestarted: Scenario = {
  name: 'postgres-restarted',
  promise: 'PostgreSQL may be stopped and started again under load: 503 meanwhile, and nobody has to be started again',
  run: async (context) => {
    const onPostgres = await restart(context, 'postgres');
    const onRedis = await restart(context, 'redis');
    return {
      'ready again, queue on PostgreSQL': onPostgres.readyAgain,
      'ready again, queue on Redis': onRedis.readyAgain,
      'answers, queue on PostgreSQL': onPostgres.answers,
      'answers, queue on Redis': onRedis.answers,
    };
  },
};

async function restart(
  { say, small, startWorld }: ScenarioContext,
  queue: 'postgres' | 'redis',
): Promise<{ readonly readyAgain: string; readonly answers: string }> {
  const world = await startWorld({ queue, apis: 1, workers: 1, env: { FORECAST_WAIT_MS: '500' } });
  const stock = 100_000;
  const [seller] = await world.newShopsWithHistory(1, TRAINS_SHORT);
  if (!seller) throw new Error('There is no shop');
  const goods = expectOk(await seller.post('/api/goods', { name: 'Kopi', price: 1000, stock_quantity: stock })).body
    .data;
  const pids = world.processes.map(({ pid }) => pid);

  const tills = Array.from({ length: small ? 4 : 8 }, () => new Till(seller, goods.id));
  const callers = new Callers([
    ...tills.map((till) => till.habit),
    { name: 'GET goods', shop: seller, call: () => ({ path: '/api/goods' }) },
    { name: 'GET dashboard', shop: seller, call: () => ({ path: '/api/dashboard' }) },
    { name: 'GET forecast', shop: seller, call: () => ({ path: '/api/forecast/' }) },
  ]);
  const jobs = await askForForecasts(world, 2, TRAINS_LONG);
  say(`queue on ${queue}: PostgreSQL is stopped while ${tills.length} tills sell and forecasts are made`);
  await world.stopPostgres();
  await pause(AWAY_MS, undefined, { signal: world.signal });
  await world.startPostgres();
  const readyMs = await world.until(
    'the API was not ready after PostgreSQL was back',
    async () => (await world.call({ path: '/health/ready' })).status === 200,
    PATIENCE_MS,
  );
  const before = callers.count('POST sale', 200);
  await world.until('nothing was sold', () => callers.count('POST sale', 200) > before + 20, PATIENCE_MS);
  const { counts, unexpected } = await callers.stop();
  promised(
    unexpected.length === 0,
    `${unexpected.length} answers are no 2xx and no 503 with Retry-After: ${unexpected[0]}`,
  );
  promised((counts['GET goods 503'] ?? 0) > 0, 'Nobody noticed that PostgreSQL was away');
  promised(await seller.booksBalance(), 'The books do not balance');
  for (const till of tills) await till.settle();
  const sold = tills.reduce((sum, { booked }) => sum + booked, 0);
  const left = expectOk(await seller.get(`/api/goods/${goods.id}`)).body.data.stock_quantity;
  promised(stock - left === sold, `${sold} sales were answered, ${stock - left} units are gone`);

  say('forecasts are asked for afterwards');
  const all = [...jobs, ...(await askForForecasts(world, 2, TRAINS_SHORT))];
  await world.until(
    'not all forecasts were made after PostgreSQL was back',
    async () => (await countRuns(world, all, 'done')) === all.length,
    PATIENCE_MS,
  );
  const wrong = await notDoneOnce((sql, parameters) => world.query(sql, parameters), all);
  promised(wrong.length === 0, `Not one run with one row for each goods: ${JSON.stringify(wrong)}`);
  world.expectAllAlive();
  promised(
    JSON.stringify(world.processes.map(({ pid }) => pid)) === JSON.stringify(pids),
    'Processes were started again',
  );
  await world.close();
  return { readyAgain: `${(readyMs / 1000).toFixed(1)} s`, answers: JSON.stringify(counts) };
}

/** Sells one unit after the other. A sale that is not known to be booked is sent again with its key, until it is. */
class Till {
  booked = 0;
  readonly habit: Habit;
  readonly #saleDate = new Date().toISOString();
  #key = randomUUID();
  #isSettled = true;

  constructor(
    private readonly shop: Shop,
    private readonly goodsId: string,
  ) {
    this.habit = { name: 'POST sale', shop, call: () => this.#call(), heard: (status) => this.#heard(status) };
  }

  /** @throws Error when the sale that is not known to be booked is refused */
  async settle(): Promise<void> {
    if (this.#isSettled) return;
    this.#heard(expectOk(await this.shop.call(this.#call())).status);
  }

  #call(): Call {
    return {
      ...{ method: 'POST', path: '/api/sales', headers: { 'Idempotency-Key': this.#key } },
      body: { goods_id: this.goodsId, quantity: 1, sale_date: this.#saleDate },
    };
  }

  #heard(status: number): void {
    this.#isSettled = status === 200;
    if (!this.#isSettled) return;
    this.booked++;
    this.#key = randomUUID();
  }
}
