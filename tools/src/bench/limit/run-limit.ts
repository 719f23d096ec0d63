import { setMaxListeners } from 'node:events';
import { performance } from 'node:perf_hooks';
import { loadConfig, processEnvironment } from '@tor/config/load-config';
import { memoryOf } from '../../load/memory-of.js';
import { scratchEnvironment } from '../../scratch/scratch-environment.js';
import { makeScratchFolder } from '../../scratch/scratch-folder.js';
import { textTable } from '../../study/text-table.js';
import { World } from '../../world/world.js';
import { BareServer } from './bare-server.js';
import { outOfBounds, slowerThanRecorded } from './bounds.js';
import { endpoints } from './endpoints.js';
import { fillShops, type ShopSizes } from './fill-shops.js';
import type { LimitOptions } from './limit-options.js';
import { describeMachine } from './machine.js';
import { measureEndpoint, type Pace } from './measure-endpoint.js';
import type { MeasuredEndpoint } from './measured-endpoint.js';
import type { Measurement } from './measurement.js';
import { noteStatements } from './note-statements.js';
import { readRecordedRates, record } from './recorded.js';
import { processLines, rowsOfMany, rowsOfOne } from './report.js';

interface Size {
  readonly shops: ShopSizes;
  readonly pace: Pace;
  readonly starts: number;
}

const FULL: Size = {
  shops: { goods: 2000, sales: 200_000, otherShops: 20, otherGoods: 200, otherSales: 20_000 },
  pace: { turns: 5, turnMs: 1200, warmUpMs: 1500 },
  starts: 5,
};
const SMALL: Size = {
  shops: { goods: 40, sales: 2000, otherShops: 1, otherGoods: 10, otherSales: 100 },
  pace: { turns: 1, turnMs: 150, warmUpMs: 50 },
  starts: 1,
};
/** No limit in the way, and no job at night in between. */
const ENV = { RATE_LIMIT_PER_MINUTE: '10000000' };

/**
 * How close the API comes to what the machine can do: each endpoint against a bare server that has the same statements carried out
 * and answers the same bytes, in turns.
 * @returns 0 when all is within its bounds and, where that is asked for, nothing slower than recorded
 * @throws StartRefused when it is to be compared and nothing is recorded
 */
export async function runLimit(options: LimitOptions, say: (line: string) => void): Promise<number> {
  const recorded = options.check ? readRecordedRates() : new Map<string, number>();
  const env = processEnvironment();
  const { dataDir } = loadConfig('supervisor', scratchEnvironment(env));
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  const stop = (): void => stopping.abort(new Error('The bench was interrupted'));
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, stop);
  const surroundings = { env, dataDir, signal: stopping.signal, log: () => undefined };
  const folder = await makeScratchFolder(dataDir);
  const world = await World.start({ queue: 'postgres', workers: 1, env: ENV }, surroundings);
  try {
    const measurement = await measure(world, folder.path, options.small ? SMALL : FULL, stopping.signal, say);
    return await conclude(measurement, options, recorded, say);
  } catch (error) {
    for (const line of world.log.slice(-20)) say(line);
    throw error;
  } finally {
    await world.close();
    await folder.remove();
    for (const signal of signals) process.off(signal, stop);
  }
}

async function measure(
  world: World,
  folder: string,
  size: Size,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<Measurement> {
  const { shop, measured } = await fillShops(world, size.shops, say);
  for (const process of world.processes) await process.stop();
  await world.query('VACUUM ANALYZE');
  const noted = await noteStatements(world, shop, endpoints(measured), folder);
  const { api, readySeconds } = await startMeasured(world, size.starts);
  const worker = await world.startWorker();
  const bare = await BareServer.start({
    databaseUrl: world.superuserUrl,
    schema: 'tor',
    poolSize: loadConfig('api', world.env).database.poolSize,
  });
  const done: MeasuredEndpoint[] = [];
  try {
    await bare.answer(noted.map(({ route }) => route));
    for (const one of noted) {
      done.push(await measureEndpoint(one, { api, bare, token: shop.accessToken }, size.pace, signal));
      say(`${one.name}: ${done.at(-1)?.many.rate.toFixed(2)} of the bare server's rate`);
    }
  } finally {
    await bare.stop();
  }
  const { goods, sales, otherShops } = size.shops;
  return {
    machine: await describeMachine(world, new Date()),
    shops: `The shop has ${goods} goods and ${sales} sales, among ${otherShops} others.`,
    endpoints: done,
    process: {
      readySeconds,
      apiMb: memoryOf(api.pid)?.now ?? null,
      workerMb: memoryOf(worker.pid)?.now ?? null,
    },
  };
}

/** Starts the API several times, each after the one before is gone. @returns the last one, and the median of the times */
async function startMeasured(world: World, starts: number) {
  const took: number[] = [];
  for (;;) {
    const started = performance.now();
    const api = await world.startApi();
    took.push((performance.now() - started) / 1000);
    if (took.length >= starts) {
      return { api, readySeconds: took.sort((a, b) => a - b)[Math.floor(took.length / 2)] ?? NaN };
    }
    await api.stop();
  }
}

async function conclude(
  measurement: Measurement,
  { small, check, record: isRecorded }: LimitOptions,
  recorded: ReadonlyMap<string, number>,
  say: (line: string) => void,
): Promise<number> {
  const { endpoints: measured } = measurement;
  say('\n16 connections, times in ms:');
  textTable(rowsOfMany(measured)).forEach(say);
  say('\nOne connection:');
  textTable(rowsOfOne(measured)).forEach(say);
  say('');
  processLines(measurement).forEach(say);
  if (isRecorded) await record(measurement);
  const wrong = small ? [] : outOfBounds(measurement);
  const slower = check ? slowerThanRecorded(measured, recorded) : [];
  for (const line of wrong) say(`OUT OF BOUNDS ${line}`);
  for (const line of slower) say(`SLOWER ${line}`);
  return wrong.length + slower.length > 0 ? 1 : 0;
}
