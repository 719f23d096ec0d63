import { fileURLToPath } from 'node:url';
import { FORECAST_HORIZON_DAYS } from '@tor/forecast-queue/forecast-jobs';
import { readSalesFile } from '../study/read-sales-file.js';
import { writeJson } from '../study/write-json.js';
import { followAdvice } from './advice-thread.js';
import { comparePolicies } from './compare-policies.js';
import { judgeFailures } from './judge-failures.js';
import { HELD_BACK_WEEKS, makeScene, WARM_UP_WEEKS } from './make-scene.js';
import { comparisonLines, failureLines, LEGEND } from './report.js';
import { LEAD_TIME_DAYS, REVIEW_DAYS, type Scene } from './scene.js';
import type { SimulateOptions } from './simulate-options.js';
import { plantFailures } from './supplier-failures.js';
import type { AdviceRequest } from './thread-messages.js';
import type { StudyOutput } from '../study/run-study.js';

const DEFAULT_DATA = fileURLToPath(new URL('../../../data/online-retail/daily.csv.gz', import.meta.url));
const WEEKS_BETWEEN_NOTES = 10;

/**
 * Simulates what the options ask for, and reports it.
 * @throws BadFile when the data cannot be read, SceneRefused when they are too few
 */
export async function runSimulate(options: SimulateOptions, output: StudyOutput): Promise<void> {
  const { say } = output;
  const started = Date.now();
  const { goods: data, lastDay, sha256 } = await readSalesFile(options.data ?? DEFAULT_DATA);
  const plain = makeScene(data, lastDay, { ...options, warmUpWeeks: WARM_UP_WEEKS });
  const scene = options.stockOuts ? plantFailures(plain, WARM_UP_WEEKS) : plain;
  const dense = scene.goods.filter(({ isDense }) => isDense).length;
  say(
    `${scene.goods.length} goods (${dense} dense), ${options.weeks} weeks after ${WARM_UP_WEEKS} of warm-up, drawn with seed ` +
      `${options.seed} from the ${HELD_BACK_WEEKS} weeks from ${scene.start} on. Ordered every ${REVIEW_DAYS} days, delivered ` +
      `after ${LEAD_TIME_DAYS}.`,
  );
  for (const line of LEGEND) say(line);
  const results = options.stockOuts
    ? await failures(scene, options, output)
    : await comparisons(scene, options, output);
  if (options.json === null) return;
  writeJson(options.json, {
    data: { sha256, start: scene.start, goods: scene.goods.length, dense },
    protocol: {
      ...{ weeks: options.weeks, warmUpWeeks: WARM_UP_WEEKS, heldBackWeeks: HELD_BACK_WEEKS, seed: options.seed },
      ...{ leadTimeDays: LEAD_TIME_DAYS, reviewDays: REVIEW_DAYS, failures: scene.failures.length },
    },
    results,
    cost: { seconds: Math.round((Date.now() - started) / 100) / 10 },
  });
}

async function comparisons(scene: Scene, { serviceLevels }: SimulateOptions, { say, note }: StudyOutput) {
  const requests = serviceLevels.map((serviceLevel) => requestOf(scene, serviceLevel, true));
  const ledgers = await followAdvice(requests, progressOf(requests, note));
  return serviceLevels.map((serviceLevel, index) => {
    const comparison = comparePolicies(scene, ledgers[index] ?? [], serviceLevel, WARM_UP_WEEKS);
    for (const line of ['', ...comparisonLines(comparison)]) say(line);
    return comparison;
  });
}

async function failures(scene: Scene, { serviceLevels }: SimulateOptions, { say, note }: StudyOutput) {
  const requests = serviceLevels.flatMap((level) => [true, false].map((told) => requestOf(scene, level, told)));
  const ledgers = await followAdvice(requests, progressOf(requests, note));
  return serviceLevels.map((serviceLevel, index) => {
    const [told = [], notTold = []] = ledgers.slice(2 * index);
    const outcome = judgeFailures(scene, { told, notTold }, serviceLevel, WARM_UP_WEEKS);
    for (const line of ['', ...failureLines(outcome)]) say(line);
    return outcome;
  });
}

function requestOf(scene: Scene, serviceLevel: number, tellsEmptyShelves: boolean): AdviceRequest {
  return { scene, options: { serviceLevel, tellsEmptyShelves, horizonDays: FORECAST_HORIZON_DAYS } };
}

function progressOf(
  requests: readonly AdviceRequest[],
  note: StudyOutput['note'],
): (request: number, done: number) => void {
  return (request, done) => {
    const { scene, options } = requests[request] ?? {};
    if (!scene || !options || (done % WEEKS_BETWEEN_NOTES !== 0 && done !== scene.reviews)) return;
    const untold = options.tellsEmptyShelves ? '' : ', empty shelves not told';
    note(`Service level ${options.serviceLevel}${untold}: ${done} of ${scene.reviews} weeks simulated`);
  };
}
