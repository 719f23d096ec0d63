import type { World } from './world.js';

/** A shop's forecast job. */
export interface ShopJob {
  readonly userId: string;
  readonly jobId: string;
}

interface Run {
  readonly user_id: string;
  readonly id: string;
  readonly status: string;
  readonly rows: number;
  readonly goods: number;
}

/** Says of the jobs that were not done once what is wrong: each is to have one run that is done, with a row for each goods. */
export async function notDoneOnce(world: World, jobs: readonly ShopJob[]): Promise<string[]> {
  const runs = await world.query<Run>(
    `SELECT r.user_id, r.id, r.status, count(i.goods_id)::int AS rows, count(DISTINCT i.goods_id)::int AS goods
       FROM forecast_runs r LEFT JOIN restock_inferences i ON i.user_id = r.user_id AND i.run_id = r.id
      WHERE r.id::text = ANY($1) GROUP BY r.user_id, r.id, r.status`,
    [jobs.map(({ jobId }) => jobId)],
  );
  const known = new Map<string, Run[]>();
  for (const run of runs) known.set(run.id, [...(known.get(run.id) ?? []), run]);
  return jobs.flatMap(({ jobId }) => {
    const [run, ...others] = known.get(jobId) ?? [];
    if (!run) return [`job ${jobId} has no run`];
    if (others.length > 0) return [`job ${jobId} has ${others.length + 1} runs`];
    if (run.status !== 'done') return [`the run of job ${jobId} is ${run.status}`];
    return run.rows === run.goods && run.rows > 0 ? [] : [`job ${jobId} wrote ${run.rows} rows for ${run.goods} goods`];
  });
}
