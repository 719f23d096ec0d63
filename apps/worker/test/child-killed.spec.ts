import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CutOffJobs, idsOf, JOBS, TRAINS_LONG, TRAINS_SHORT } from './cut-off.js';
import {
  describeWithProc,
  notDoneOnce,
  shopsWithJobs,
  ticksOf,
  trainingChildren,
  until,
  type LoneWorker,
  type ShopWithJob,
} from './killing.js';

/**
 * When a child is killed, by the hundredths of a second that it has computed: as soon as it is there, while it loads its
 * engine, when it first tells of progress, and ever later from then on.
 */
const POINTS = [
  { shop: TRAINS_SHORT, ticks: 0, training: false },
  { shop: TRAINS_SHORT, ticks: 6, training: false },
  { shop: TRAINS_LONG, ticks: 0, training: true },
  { shop: TRAINS_LONG, ticks: 5, training: true },
  { shop: TRAINS_LONG, ticks: 12, training: true },
];

describeWithProc('training children that are killed', () => {
  let cut: CutOffJobs;
  let worker: LoneWorker | undefined;

  beforeAll(async () => {
    cut = await CutOffJobs.start();
  });

  afterAll(async () => {
    await worker?.kill();
    await cut.stop();
  });

  it('cost their job a try and nothing else, at five points of their life, ten times each', async () => {
    const pointOf = new Map<string, (typeof POINTS)[number]>();
    const jobs: ShopWithJob[] = [];
    for (const point of POINTS) {
      const atPoint = await shopsWithJobs(cut.test, JOBS, point.shop.goods, point.shop.days);
      for (const { jobId } of atPoint) pointOf.set(jobId, point);
      jobs.push(...atPoint);
    }
    const killed = new Set<string>();
    /** What those had computed that train, when they were first seen to. */
    const trainsSince = new Map<string, number>();
    const { pid: parent } = (worker = await cut.startWorker(3));

    await until(async () => {
      const children = trainingChildren(parent);
      const training = await cut.test.database.query<{ id: string }>(
        `SELECT id FROM bullmq.job WHERE id = ANY($1) AND state = 'active' AND progress::text::float8 > 0`,
        [[...children.keys()].filter((id) => !killed.has(id))],
      );
      for (const { id } of training) {
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
      return (await cut.count(`bullmq.job WHERE state = 'completed'`)) === jobs.length;
    });

    // None was missed, and each cost exactly one try.
    expect(jobs.filter(({ jobId }) => !killed.has(jobId)).map(({ jobId }) => pointOf.get(jobId))).toEqual([]);
    const tries = await cut.test.database.query<{ tries: number }>(
      'SELECT DISTINCT attempts_started AS tries FROM bullmq.job WHERE id = ANY($1)',
      [idsOf(jobs)],
    );
    expect(tries).toEqual([{ tries: 2 }]);
    expect(await notDoneOnce(cut.test, jobs)).toEqual([]);
    expect(await cut.count(`forecast_runs WHERE status <> 'done'`)).toBe(0);
  }, 120_000);
});
