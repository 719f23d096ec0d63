import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { notDoneOnce, type ShopWithJob } from '@tor/tools/chaos/done-once';
import { CutOffJobs, idsOf, JOBS, TRAINS_LONG, TRAINS_SHORT } from './cut-off.js';
import { describeWithProc, shopsWithJobs, ticksOf, trainingChildren, until, type LoneWorker } from './killing.js';

/**
 * When a child is killed, by the hundredths of a second that it has computed: as soon as it is there, while it loads its
 * engine, when it first tells of progress, and ever later from then on.
 */
const POINTS_OF_A_CHILD = [
  { ticks: 0, training: false },
  { ticks: 6, training: false },
  { ticks: 0, training: true },
  { ticks: 5, training: true },
  { ticks: 12, training: true },
];
/** As many as two cores can compute for. */
const CONCURRENCY = 4;

// One after the other on one stack: while the locks of the killed workers' jobs run out, children are killed.
describeWithProc('jobs of workers and of training children that are killed', () => {
  let cut: CutOffJobs;
  let last: LoneWorker | undefined;
  let ofWorkers: readonly ShopWithJob[] = [];
  let givenUp: readonly ShopWithJob[] = [];
  let ofChildren: readonly ShopWithJob[] = [];

  beforeAll(async () => {
    cut = await CutOffJobs.start();
  });

  afterAll(async () => {
    await last?.kill();
    await cut.stop();
  });

  const jobsOf = ({ goods, days }: typeof TRAINS_LONG, count = JOBS): Promise<ShopWithJob[]> =>
    shopsWithJobs(cut.test, count, goods, days);

  const inState = (jobs: readonly ShopWithJob[], state: string): Promise<number> =>
    cut.count('bullmq.job WHERE id = ANY($1) AND state::text = $2', [idsOf(jobs), state]);

  it('are left behind by workers, ten at each of five points', async () => {
    const taken = await jobsOf(TRAINS_SHORT);
    const begun = await jobsOf(TRAINS_LONG);
    const training = await jobsOf(TRAINS_LONG);
    const trained = await jobsOf(TRAINS_SHORT);
    givenUp = await jobsOf(TRAINS_LONG, 1);
    await cut.holdInserts('forecast_runs', taken);
    await cut.holdInserts('restock_inferences', trained);
    const ofFirst = [...taken, ...begun, ...training, ...trained, ...givenUp];
    const first = await Promise.all([cut.startWorker(2 * JOBS), cut.startWorker(2 * JOBS + 1)]);

    // A child is stopped as soon as it is there, or, in the middle of training, as soon as it has told of progress.
    const atOnce = new Set(idsOf([...begun, ...givenUp]));
    const stopped = new Set<string>();
    await until(async () => {
      const trains = await cut.progressed(idsOf(training));
      for (const [id, pid] of first.flatMap((worker) => [...trainingChildren(worker.pid)])) {
        if (stopped.has(id) || !(atOnce.has(id) || trains.has(id))) continue;
        process.kill(pid, 'SIGSTOP');
        stopped.add(id);
      }
      return stopped.size === 2 * JOBS + 1 && (await cut.heldUp()) === 2 * JOBS;
    });
    // The first two have no place left for these.
    const written = await jobsOf(TRAINS_SHORT);
    await cut.holdEnds(written);
    const third = await cut.startWorker(JOBS);
    await until(async () => (await cut.runs(written, 'done')) === JOBS);

    expect(await inState([...ofFirst, ...written], 'active')).toBe(5 * JOBS + 1);
    expect(await cut.count('forecast_runs WHERE id = ANY($1)', [idsOf(taken)])).toBe(0);
    expect(await cut.runs([...begun, ...training, ...trained], 'running')).toBe(3 * JOBS);
    expect(await cut.count('restock_inferences WHERE run_id <> ALL($1)', [idsOf(written)])).toBe(0);
    await cut.kill([...first, third]);
    await cut.shorten([...begun, ...training]);
    // As after three such ends.
    await cut.test.database.query('UPDATE bullmq.job SET stalled_count = 3 WHERE id = ANY($1)', [idsOf(givenUp)]);
    ofWorkers = [...taken, ...begun, ...training, ...trained, ...written];
    expect(await inState(ofWorkers, 'active')).toBe(5 * JOBS);
  }, 120_000);

  it('lose their child, ten at each of five points of its life', async () => {
    const pointOf = new Map<string, (typeof POINTS_OF_A_CHILD)[number]>();
    const shopOf = new Map<string, ShopWithJob>();
    for (const point of POINTS_OF_A_CHILD) {
      for (const job of await jobsOf(TRAINS_LONG)) {
        pointOf.set(job.jobId, point);
        shopOf.set(job.jobId, job);
      }
    }
    ofChildren = [...shopOf.values()];
    const { pid: parent } = (last = await cut.startWorker(CONCURRENCY));
    const seen = new Set<string>();
    /** What those had computed that train, when they were first seen to. */
    const trainsSince = new Map<string, number>();
    const killed = new Set<string>();
    await until(async () => {
      const children = trainingChildren(parent);
      const isNew = [...children.keys()].filter((id) => !seen.has(id) && pointOf.has(id));
      for (const id of isNew) seen.add(id);
      // It has been told its sales; the next try is to be quick.
      if (isNew.length > 0) await cut.shorten(isNew.flatMap((id) => shopOf.get(id) ?? []));
      for (const id of await cut.progressed([...seen].filter((id) => !killed.has(id)))) {
        if (!trainsSince.has(id)) trainsSince.set(id, ticksOf(children.get(id) ?? 0));
      }
      for (const [id, pid] of children) {
        const point = pointOf.get(id);
        if (!point || killed.has(id)) continue;
        const since = point.training ? (trainsSince.get(id) ?? Infinity) : 0;
        if (ticksOf(pid) - since < point.ticks) continue;
        process.kill(pid, 'SIGKILL');
        killed.add(id);
      }
      return killed.size === ofChildren.length || (await inState(ofChildren, 'completed')) === ofChildren.length;
    });
    expect(ofChildren.filter(({ jobId }) => !killed.has(jobId)).map(({ jobId }) => pointOf.get(jobId))).toEqual([]);
  }, 120_000);

  it('are all done once, and cost no more than the try that was cut off', async () => {
    await until(async () => (await inState([...ofWorkers, ...ofChildren], 'completed')) === 10 * JOBS);
    expect(await notDoneOnce(cut.test.database.query, [...ofWorkers, ...ofChildren])).toEqual([]);
    const ends = await cut.test.database.query<{ id: string; stalled: number; tries: number; goods: number }>(
      `SELECT id, stalled_count AS stalled, attempts_made AS tries, (return_value->>'goods')::int AS goods
         FROM bullmq.job WHERE state = 'completed' ORDER BY id`,
    );
    const expected = [
      ...ofWorkers.map(({ jobId, goods }) => ({ id: jobId, stalled: 1, tries: 1, goods })),
      ...ofChildren.map(({ jobId, goods }) => ({ id: jobId, stalled: 0, tries: 2, goods })),
    ];
    // Each says how many goods it forecast, whichever delivery did.
    expect(ends).toEqual(expected.sort((a, b) => (a.id < b.id ? -1 : 1)));
  }, 120_000);

  it('are given up when they were cut off too often, and their run is closed', async () => {
    await until(async () => (await cut.runs(givenUp, 'failed')) === 1);
    const [run] = await cut.test.database.query('SELECT error FROM forecast_runs WHERE id = ANY($1)', [idsOf(givenUp)]);
    expect(run).toEqual({ error: 'job stalled more than allowable limit' });
    expect(await inState(givenUp, 'failed')).toBe(1);
    expect(await cut.count(`forecast_runs WHERE status <> 'done'`)).toBe(1);
  });
});
