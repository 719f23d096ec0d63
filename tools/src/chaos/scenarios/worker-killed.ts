import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../../fuzz/random.js';
import { notDoneOnce } from '../done-once.js';
import type { Figures, Scenario, ScenarioContext } from '../scenario.js';
import { promised } from '../../world/promised.js';
import { type AskedForecast, askForForecasts, countRuns, TRAINS_LONG } from '../asked-forecasts.js';
import type { World } from '../../world/world.js';

const RECOVERY_MS = 90_000;
const TAKES_A_JOB_MS = 60_000;
/** A job is killed so long after its run was opened, at the most. */
const LATEST_KILL_MS = 600;

/** Workers die in the middle of a job. */
export const workerKilled: Scenario = {
  name: 'worker-killed',
  promise: 'No job is lost and none is done twice when workers are killed in the middle of it',
  run: async (context) => {
    const kills = context.small ? 2 : 20;
    // A job that is cut off four times is given up: at the most so many kills before all that was cut off is done.
    const atOnce = Math.min(kills, 5);
    const onPostgres = await killWorkers(context, 'postgres', kills, atOnce);
    const onRedis = await killWorkers(context, 'redis', kills, atOnce);
    return {
      'kills on each queue': kills,
      'longest recovery on PostgreSQL': `${onPostgres.toFixed(1)} s`,
      'longest recovery on Redis': `${onRedis.toFixed(1)} s`,
    } satisfies Figures;
  },
};

/** @returns the longest time from a kill to the end of its job, in seconds */
async function killWorkers(
  { say, seed, startWorld }: ScenarioContext,
  queue: 'postgres' | 'redis',
  kills: number,
  atOnce: number,
): Promise<number> {
  const world = await startWorld({ queue });
  const random = new Random(seed);
  let longest = 0;
  for (let killed = 0; killed < kills; killed += atOnce) {
    const jobs = await askForForecasts(world, Math.min(atOnce, kills - killed), TRAINS_LONG);
    const killedAt = new Map<string, number>();
    while (killedAt.size < jobs.length) {
      const left = jobs.filter(({ jobId }) => !killedAt.has(jobId));
      const job = await killInMidJob(world, left, random);
      if (job) killedAt.set(job, Date.now());
      // One that was faster than the kill is asked for no more.
      else if ((await countRuns(world, left, 'done')) > 0) break;
    }
    say(`${queue}: ${killedAt.size} workers killed in the middle of a job, then one that lives`);
    const worker = await world.startWorker();
    await world.until(
      `not all jobs were done that killed workers had left (${await countRuns(world, jobs, 'done')} of ${jobs.length})`,
      async () => (await countRuns(world, jobs, 'done')) === jobs.length,
      RECOVERY_MS,
    );
    longest = Math.max(longest, ...(await recoveries(world, killedAt)));
    const wrong = await notDoneOnce((sql, parameters) => world.query(sql, parameters), jobs);
    promised(wrong.length === 0, `Not one run with one row for each goods: ${JSON.stringify(wrong)}`);
    await worker.stop();
  }
  await expectNothingNoted(world);
  await world.close();
  return longest / 1000;
}

/** Starts a worker and kills it while it is at one of these jobs. @returns the id of the job; null when it was done before */
async function killInMidJob(world: World, jobs: readonly AskedForecast[], random: Random): Promise<string | null> {
  const ids = jobs.map(({ jobId }) => jobId);
  const begun = async (since: Date): Promise<string | undefined> => {
    const [row] = await world.query<{ id: string }>(
      `SELECT id FROM forecast_runs WHERE id = ANY($1::uuid[]) AND started_at >= $2`,
      [ids, since],
    );
    return row?.id;
  };
  const since = new Date();
  const worker = await world.startWorker({ WORKER_CONCURRENCY: '1' });
  let job: string | undefined;
  await world.until('a new worker took no job', async () => (job = await begun(since)) !== undefined, TAKES_A_JOB_MS);
  await pause(random.int(0, LATEST_KILL_MS));
  await worker.kill();
  const [row] = await world.query<{ status: string }>('SELECT status FROM forecast_runs WHERE id = $1', [job]);
  return row?.status === 'running' ? (job ?? null) : null;
}

/** From each kill to the end of the job, in milliseconds. */
async function recoveries(world: World, killedAt: ReadonlyMap<string, number>): Promise<number[]> {
  const rows = await world.query<{ id: string; finished_at: Date }>(
    'SELECT id, finished_at FROM forecast_runs WHERE id = ANY($1::uuid[])',
    [[...killedAt.keys()]],
  );
  return rows.map(({ id, finished_at }) => finished_at.getTime() - (killedAt.get(id) ?? 0));
}

async function expectNothingNoted(world: World): Promise<void> {
  const noted = await world.query('SELECT job_id FROM forecast_requests');
  promised(noted.length === 0, `${noted.length} requests are still noted although their runs have ended`);
}
