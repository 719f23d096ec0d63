import { ForecastQueue } from '@tor/forecast-queue/forecast-queue';
import { openShopAccess } from '../../scratch/shop-access.js';
import { notDoneOnce } from '../done-once.js';
import type { Figures, Scenario, ScenarioContext } from '../scenario.js';
import { promised } from '../../world/promised.js';
import { askForForecasts, countRuns, TRAINS_LONG, TRAINS_SHORT } from '../asked-forecasts.js';
import { Callers } from '../../world/callers.js';
import { expectOk } from '../../world/shop.js';
import type { World } from '../../world/world.js';

const PATIENCE_MS = 120_000;

/** Redis is gone for a while, and comes back empty. */
export const redisEmptied: Scenario = {
  name: 'redis-emptied',
  promise: 'Every forecast that was asked for is made when Redis is stopped and comes back empty',
  run,
};

async function run({ say, small, startWorld }: ScenarioContext): Promise<Figures> {
  const env = { FORECAST_WAIT_MS: '500' };
  const world = await startWorld({ queue: 'redis', apis: 1, workers: 1, env });
  // One that is being made when Redis goes, and others behind it.
  const asked = [
    ...(await askForForecasts(world, 1, TRAINS_LONG)),
    ...(await askForForecasts(world, small ? 3 : 12, TRAINS_SHORT)),
  ];
  const [late] = await world.newShopsWithHistory(1, TRAINS_SHORT);
  const [seller] = await world.newShopsWithHistory(1, TRAINS_SHORT);
  if (!late || !seller) throw new Error('There are no shops');
  const goods = expectOk(await seller.post('/api/goods', { name: 'Kopi', price: 1000, stock_quantity: 100_000 })).body;
  const pids = world.processes.map(({ pid }) => pid);
  await world.until('no worker took a job', async () => (await countRuns(world, asked, 'running')) > 0, PATIENCE_MS);

  const watched = asked.at(-1);
  if (!watched) throw new Error('Nobody has asked');
  const callers = new Callers([
    { name: 'GET goods', shop: seller, call: () => ({ path: '/api/goods' }) },
    { name: 'GET forecast', shop: seller, call: () => ({ path: '/api/forecast/' }) },
    { name: 'GET job', shop: watched.shop, call: () => ({ path: `/api/forecast/jobs/${watched.jobId}` }) },
    {
      name: 'POST sale',
      shop: seller,
      call: () => ({
        ...{ method: 'POST', path: '/api/sales' },
        body: { goods_id: goods.data.id, quantity: 1, sale_date: new Date().toISOString() },
      }),
    },
  ]);
  const doneBefore = await countRuns(world, asked, 'done');
  say(`Redis is stopped with ${asked.length - doneBefore} forecasts asked for, one of them being made`);
  await world.stopRedis();
  await world.until(
    'readiness did not say that the queue is missing',
    async () => {
      const { status, body } = await world.call({ path: '/health/ready' });
      return status === 503 && /queue/.test(String(body?.detail));
    },
    PATIENCE_MS,
  );
  const answer = await late.post('/api/forecast/jobs');
  promised(answer.status === 202, `A forecast asked for meanwhile was answered ${answer.status}`);
  const lateJob = { userId: late.tenantId, jobId: String(answer.body.data.id), goods: TRAINS_SHORT.goods };
  const stale = await seller.get('/api/forecast/');
  const told = stale.body?.data?.[0]?.forecast?.stale;
  promised(stale.status === 200 && told === true, `GET /api/forecast/ answered ${stale.status}, stale: ${told}`);
  const status = await late.get(`/api/forecast/jobs/${lateJob.jobId}`);
  promised(status.body?.data?.status === 'queued', `The job asked for meanwhile is ${JSON.stringify(status.body)}`);

  say('Redis is started again, empty');
  const started = Date.now();
  await world.startRedis();
  const jobs = [...asked, lateJob];
  await world.until(
    'not every forecast was made after Redis was back',
    async () => (await countRuns(world, jobs, 'done')) === jobs.length,
    PATIENCE_MS,
  );
  const took = Date.now() - started;
  const { counts, unexpected, worstMs } = await callers.stop();
  promised(
    unexpected.length === 0,
    `${unexpected.length} answers are no 2xx and no 503 with Retry-After: ${unexpected[0]}`,
  );
  const wrong = await notDoneOnce((sql, parameters) => world.query(sql, parameters), jobs);
  promised(wrong.length === 0, `Not one run with one row for each goods: ${JSON.stringify(wrong)}`);
  promised(await scheduleIsThere(world), 'The queue does not know the nightly refresh any more');
  world.expectAllAlive();
  promised(
    JSON.stringify(world.processes.map(({ pid }) => pid)) === JSON.stringify(pids),
    'Processes were started again',
  );
  const ready = await world.call({ path: '/health/ready' });
  promised(ready.status === 200, `Readiness answers ${ready.status} afterwards`);
  promised(await seller.booksBalance(), 'The books do not balance');
  return {
    'forecasts asked for': jobs.length,
    'done before Redis was stopped': doneBefore,
    'all made, after Redis was back': `${(took / 1000).toFixed(1)} s`,
    'longest answer': `${Math.round(worstMs)} ms`,
    answers: JSON.stringify(counts),
  };
}

async function scheduleIsThere(world: World): Promise<boolean> {
  const access = await openShopAccess(world.env, false);
  try {
    return await access.get(ForecastQueue).hasNightlyRefresh();
  } finally {
    await access.close();
  }
}
