import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { processEnvironment } from '@tor/config/load-config';
import { freePort } from '@tor/supervisor/redis-server';
import type { BuiltImage } from './build-image.js';
import type { ComposeFile, ComposeService } from './compose-file.js';
import { type Container, fromImage, runContainer } from './container.js';
import { startBalancer, startPostgres, startRedis } from './rehearsal-servers.js';
import { Caller, runsOf, useShop } from './use-shop.js';

export interface Rehearsal {
  readonly image: BuiltImage;
  readonly compose: ComposeFile;
  readonly balancerConfig: string;
  readonly folder: string;
  readonly say: (line: string) => void;
}

const MOST_SHOPS = 20;
const PATIENCE_MS = 60_000;

/**
 * Starts what the compose file starts, from the built image: the migrations to their end, then APIs and workers as often as
 * it says, with its commands and variables; sells and forecasts through them; kills an API; stops all.
 * @throws Error at the first thing that does not hold
 */
export async function rehearse({ image, compose, balancerConfig, folder, say }: Rehearsal): Promise<void> {
  const service = (name: string): ComposeService => {
    const found = compose.services[name];
    if (!found) throw new Error(`docker-compose.yml has no service ${name}`);
    return found;
  };
  const running: Container[] = [];
  const undo: (() => Promise<void>)[] = [];
  try {
    const postgres = await startPostgres(service('postgres'), join(folder, 'postgres'));
    undo.push(postgres.stop);
    const redis = await startRedis(service('redis'), join(folder, 'redis'));
    undo.push(redis.stop);
    const start = (name: string, change: Readonly<Record<string, string>> = {}, label = name): Container => {
      const { command = [], environment = {} } = service(name);
      const env = mapValues(environment, (value) =>
        value
          .replace('@postgres:5432', `@127.0.0.1:${postgres.port}`)
          .replace('@redis:6379', `@127.0.0.1:${redis.port}`),
      );
      const container = runContainer(fromImage(image, label, command, { ...env, ...change }));
      running.push(container);
      return container;
    };
    for (const time of ['first', 'second']) {
      const migrations = start('migrate');
      const code = await migrations.exit;
      if (code !== 0) throw new Error(`The migrations ended with ${code}:\n${migrations.lines.join('\n')}`);
      say(`migrate, ${time} time: ${migrations.lines.at(-1) ?? ''}`);
    }
    const apis = await Promise.all(
      times(service('api').deploy?.replicas ?? 1, async (number) => {
        const port = await freePort();
        const container = start('api', { PORT: String(port) }, `api-${number}`);
        const url = `http://127.0.0.1:${port}`;
        await answers(`${url}/health/ready`, container);
        return { port, url, container };
      }),
    );
    const workers = await Promise.all(
      times(service('worker').deploy?.replicas ?? 1, async (number) => {
        const port = await freePort();
        const container = start('worker', { WORKER_PORT: String(port) }, `worker-${number}`);
        await answers(`http://127.0.0.1:${port}/health/ready`, container);
        return container;
      }),
    );
    say(`${apis.length} APIs and ${workers.length} workers are ready`);
    const balancer = await balance(
      balancerConfig,
      apis.map(({ port }) => port),
      running,
      { folder, say },
    );
    const urls = balancer === null ? apis.map(({ url }) => url) : [balancer];
    await forecastUntilAllWorked(urls, workers, say);
    if (balancer !== null) await killOne(apis[0]?.container, balancer, say);
    for (const container of running.filter(({ name }) => name !== 'api-0' && name !== 'migrate').reverse()) {
      const how = await container.stop(30);
      const good = container.name === 'balancer' ? [0, 143, 'SIGTERM'] : [0];
      if (!good.includes(how)) throw new Error(`${container.name} ended with ${how}:\n${container.lines.join('\n')}`);
    }
    say('APIs and workers ended with 0 when asked');
  } finally {
    for (const container of running) await container.stop(10);
    for (const step of undo.reverse()) await step();
  }
}

async function balance(
  config: string,
  ports: readonly number[],
  running: Container[],
  { folder, say }: { folder: string; say: (line: string) => void },
): Promise<string | null> {
  const env = processEnvironment();
  if (spawnSync('haproxy', ['-v'], { env }).status !== 0) {
    say('There is no haproxy on this machine: the APIs are called without the balancer');
    return null;
  }
  const { port, container } = await startBalancer(config, ports, { env, folder });
  running.push(container);
  const url = `http://127.0.0.1:${port}`;
  await answers(`${url}/health/ready`, container);
  say('The balancer answers for them');
  return url;
}

/** Shop after shop, at one API after the other, until every worker has made a forecast. */
async function forecastUntilAllWorked(
  urls: readonly string[],
  workers: readonly Container[],
  say: (line: string) => void,
): Promise<void> {
  for (let number = 0; number < MOST_SHOPS; number += 2) {
    const pair = [number, number + 1].map((shop) => useShop(new Caller(urls[shop % urls.length] ?? ''), shop));
    const [first] = await Promise.all(pair);
    say(`Sold and forecast; the stream told ${first?.events.join(', ')} in ${first?.pieces} pieces`);
    if (runsOf(workers).every((runs) => runs > 0)) {
      say(`Forecasts made by each worker: ${runsOf(workers).join(', ')}`);
      return;
    }
  }
  throw new Error(`A worker made none of ${MOST_SHOPS} forecasts`);
}

/** After an API is gone, the balancer answers all the same. */
async function killOne(api: Container | undefined, url: string, say: (line: string) => void): Promise<void> {
  if (!api) throw new Error('There is no API');
  process.kill(api.pid, 'SIGKILL');
  await api.exit;
  for (let request = 0; request < 20; request++) {
    const { status } = await fetch(`${url}/health/live`);
    if (status !== 200) throw new Error(`With an API killed, the balancer answered ${status}`);
  }
  say('An API was killed: 20 of 20 requests were answered by the other one');
}

async function answers(url: string, container: Container): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  let ended: unknown;
  void container.exit.then((how) => (ended = how));
  for (;;) {
    const status = await fetch(url).then(
      (response) => response.status,
      (error: unknown) => String(error),
    );
    if (status === 200) return;
    if (ended !== undefined || Date.now() > deadline) {
      throw new Error(`${container.name} does not answer (${status}):\n${container.lines.join('\n')}`);
    }
    await pause(100);
  }
}

function times<T>(count: number, make: (number: number) => Promise<T>): Promise<T>[] {
  return Array.from({ length: count }, (_, number) => make(number));
}

function mapValues(
  record: Readonly<Record<string, string>>,
  change: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value ?? '')]));
}
