import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { processEnvironment } from '@tor/config/load-config';
import { ApiClient, expectOk } from '@tor/testing/api-client';
import { scratchEnvironment } from '../src/scratch/scratch-environment.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const READY = /Tor Monitor is ready: (\S+)/;

/** `npm start`, as a person types it. */
interface Started {
  readonly npm: ChildProcess;
  readonly url: string;
  readonly exit: Promise<unknown>;
}

describe('npm start', () => {
  const folders: string[] = [];
  const running = new Set<Started>();

  beforeAll(async () => {
    for (const name of ['a', 'b']) folders.push(await mkdtemp(join(tmpdir(), `tor-start-${name}-`)));
  });

  afterAll(async () => {
    for (const started of running) await stop(started);
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });

  async function start(folder = ''): Promise<Started> {
    const env = { ...scratchEnvironment(processEnvironment()), PORT: '0', TOR_DATA_DIR: folder };
    const npm = spawn('npm', ['start'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const exit = once(npm, 'exit');
    const lines: string[] = [];
    const url = await new Promise<string>((resolve, reject) => {
      for (const stream of [npm.stdout, npm.stderr]) {
        createInterface({ input: stream }).on('line', (line) => {
          lines.push(line);
          const ready = READY.exec(line)?.[1];
          if (ready) resolve(ready);
        });
      }
      void exit.then(() => reject(new Error(lines.join('\n'))));
    });
    const started = { npm, url, exit };
    running.add(started);
    return started;
  }

  async function stop(started: Started): Promise<void> {
    started.npm.kill('SIGTERM');
    await started.exit;
    running.delete(started);
  }

  it('runs two copies side by side, each with data of its own that outlasts a restart', async () => {
    const [a, b] = await Promise.all([start(folders[0]), start(folders[1])]);
    const shop = await ApiClient.signUp(a.url, 'ani@shop.example');
    const goods = expectOk(await shop.post('/api/goods', { name: 'Kopi', price: 5, stock_quantity: 7 })).body.data;
    expect((await new ApiClient(b.url, shop.accessToken).get('/api/goods')).status).toBe(401);

    await stop(a);
    await expect(shop.get('/health/live')).rejects.toThrow('fetch failed');
    expectOk(await new ApiClient(b.url).get('/health/ready'));

    const again = await start(folders[0]);
    // The secret outlasts it too: who is signed in stays so.
    const kept = new ApiClient(again.url, shop.accessToken);
    expect(expectOk(await kept.get(`/api/goods/${goods.id}`)).body.data).toMatchObject({
      name: 'Kopi',
      stock_quantity: 7,
    });
    await stop(again);
    await stop(b);
  });
});
