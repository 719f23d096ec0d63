import { once, EventEmitter } from 'node:events';
import { loadConfig, processEnvironment } from '@tor/config/load-config';
import { addDays, calendarDayAt } from '@tor/kernel/calendar-day';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import { stackOptions } from '@tor/supervisor/stack-options';
import { type RunningStack, startStack } from '@tor/supervisor/start-stack';
import { supervise } from '@tor/supervisor/supervise';
import { loadShop } from '../retail-shop/load-shop.js';
import { planShop, type ShopGoods } from '../retail-shop/plan-shop.js';
import { type RetailGoods, readRetailData } from '../retail-shop/read-retail-data.js';
import { ApiClient } from '../scratch/api-client.js';
import { scratchEnvironment } from '../scratch/scratch-environment.js';
import { makeScratchFolder } from '../scratch/scratch-folder.js';
import { openShopAccess } from '../scratch/shop-access.js';
import { type RunFacts, readRunFacts } from './run-facts.js';

const SIZES = [100, 1_000, 5_000];
/** What a shop of 1,000 goods may cost the worker, and how much more one of 5,000. */
const BOUNDS = { goods: 1_000, cpuSeconds: 12, peakMemoryMb: 250, largeGoods: 5_000, growth: 5.5 };

/**
 * What the forecast of a shop costs the worker, from the job to the written inferences, for three sizes of shops that have
 * a year of sales each.
 * @returns 0 when the costs are within their bounds
 */
export async function forecast(say: (line: string) => void): Promise<number> {
  const env = { ...scratchEnvironment(processEnvironment()), PORT: '0', LOG_LEVEL: 'log' };
  const config = loadConfig('supervisor', env);
  const folder = await makeScratchFolder(config.dataDir);
  const runs = new EventEmitter<{ done: [RunFacts] }>();
  const log = (line: string): void => {
    const facts = readRunFacts(line);
    if (facts) runs.emit('done', facts);
  };
  const stack = { ...stackOptions(config, env, log), dataDir: folder.path };
  const measured: RunFacts[] = [];
  try {
    const code = await supervise({
      log: say,
      start: (signal) => startStack({ ...stack, signal }),
      whenRunning: async (running, signal) => {
        const data = await readRetailData();
        say(HEADER);
        for (const size of SIZES) {
          const facts = await measure(running, signal, data, size, runs);
          measured.push(facts);
          say(row(facts));
        }
        return 'stop' as const;
      },
    });
    return code === 0 ? verdict(measured, say) : code;
  } finally {
    await folder.remove();
  }
}

async function measure(
  stack: RunningStack,
  signal: AbortSignal,
  data: readonly RetailGoods[],
  size: number,
  runs: EventEmitter<{ done: [RunFacts] }>,
): Promise<RunFacts> {
  const api = new ApiClient(stack.apiUrl, signal);
  const tenant = await api.signUp({ email: `bench${size}@shop.example`, password: 'not a secret' });
  const access = await openShopAccess(stack.env, false);
  try {
    const yesterday = addDays(calendarDayAt(new Date(), 'Asia/Jakarta'), -1);
    await loadShop(access.get(TenantDatabase), tenant, repeated(planShop(data, yesterday, size), size));
  } finally {
    await access.close();
  }
  const done = once(runs, 'done', { signal });
  await api.post('/api/forecast/jobs', {});
  const [facts] = (await done) as [RunFacts];
  if (facts.goods !== size) throw new Error(`${facts.goods} of ${size} goods were forecast`);
  return facts;
}

/** As many goods as asked for, the same ones again and again where there are fewer. */
function repeated(goods: readonly ShopGoods[], size: number): ShopGoods[] {
  return Array.from({ length: size }, (_, number) => {
    const one = goods[number % goods.length];
    if (!one) throw new Error('There are no goods to load');
    const round = Math.floor(number / goods.length);
    return round === 0 ? one : { ...one, code: `${one.code}-${round}`, name: `${one.name} ${round}` };
  });
}

const COLUMNS = [
  'goods',
  'load',
  'start',
  'features',
  'training',
  'prediction',
  'write',
  'worker CPU',
  'goods/s',
  'MB',
];
const WIDTH = 11;
const HEADER = line(COLUMNS);

function row(facts: RunFacts): string {
  const { training, load, write, goods } = facts;
  const steps = [
    load.seconds,
    training.startSeconds,
    training.featuresSeconds,
    training.trainingSeconds,
    training.predictionSeconds,
    write.seconds,
    workerCpu(facts),
  ];
  return line([
    goods.toLocaleString('en'),
    ...steps.map((seconds) => `${seconds.toFixed(2)} s`),
    (goods / workerCpu(facts)).toFixed(0),
    `${facts.peakMemoryMb} + ${Math.round(training.peakMemoryMb)}`,
  ]);
}

function line(cells: readonly string[]): string {
  return cells.map((cell) => cell.padStart(WIDTH)).join(' ');
}

/** CPU seconds of the worker and its training process. */
function workerCpu({ load, train, write, training }: RunFacts): number {
  const { startSeconds, featuresSeconds, trainingSeconds, predictionSeconds } = training;
  const trained = startSeconds + featuresSeconds + trainingSeconds + predictionSeconds;
  return load.cpuSeconds + train.cpuSeconds + write.cpuSeconds + trained;
}

function verdict(measured: readonly RunFacts[], say: (line: string) => void): number {
  const of = (size: number): RunFacts => {
    const facts = measured.find(({ goods }) => goods === size);
    if (!facts) throw new Error(`No shop of ${size} goods was measured`);
    return facts;
  };
  const shop = of(BOUNDS.goods);
  const growth = workerCpu(of(BOUNDS.largeGoods)) / workerCpu(shop);
  const memory = Math.max(shop.peakMemoryMb, shop.training.peakMemoryMb);
  const checks: [what: string, figure: number, bound: number][] = [
    ['CPU seconds for 1,000 goods', workerCpu(shop), BOUNDS.cpuSeconds],
    ['MB for 1,000 goods, of the worker or of its training process', memory, BOUNDS.peakMemoryMb],
    ['times as much CPU for 5,000 goods', growth, BOUNDS.growth],
  ];
  say('');
  for (const [what, figure, bound] of checks) {
    say(`${figure.toFixed(1)} ${what}: ${figure <= bound ? 'within' : 'NOT within'} ${bound}`);
  }
  say(
    'Load and write in seconds of the clock, the steps between in CPU seconds. MB: most held by the worker + its training process.',
  );
  return checks.every(([, figure, bound]) => figure <= bound) ? 0 : 1;
}
