import { join } from 'node:path';
import { loadConfig, processEnvironment } from '@tor/config/load-config';
import type { LineLog } from '@tor/supervisor/line-log';
import { stackOptions } from '@tor/supervisor/stack-options';
import { startStack } from '@tor/supervisor/start-stack';
import { supervise } from '@tor/supervisor/supervise';
import { scratchEnvironment } from '../scratch/scratch-environment.js';
import { makeScratchFolder } from '../scratch/scratch-folder.js';
import { DemoLog } from './demo-log.js';
import type { DemoOptions } from './demo-options.js';
import { readRetailData } from '../retail-shop/read-retail-data.js';
import { requireFreePort } from './require-free-port.js';
import { showShop } from './show-shop.js';

/**
 * Runs the demo in a data folder of its own, which is gone when this returns.
 * @returns the code to exit with
 * @throws ConfigError when the environment is not usable
 */
export async function runDemo(options: DemoOptions, say: LineLog): Promise<number> {
  const started = Date.now();
  const env = scratchEnvironment(processEnvironment());
  const config = loadConfig('supervisor', env);
  const folder = await makeScratchFolder(config.dataDir);
  const log = new DemoLog(join(folder.path, 'demo.log'), options.verbose ? say : null);
  const stack = { ...stackOptions(config, env, log.write), dataDir: folder.path };
  // Read while the database starts.
  const data = readRetailData();
  data.catch(() => undefined);
  try {
    const code = await supervise({
      log: say,
      start: async (signal) => {
        await requireFreePort(config.http.port);
        say('Starting database, API and worker...');
        return startStack({ ...stack, signal });
      },
      whenRunning: async (running, signal) => {
        await showShop(running, signal, { options, data, say, log });
        if (!options.exit) return undefined;
        say(`The demo is over after ${Math.round((Date.now() - started) / 1000)} seconds.`);
        return 'stop';
      },
    });
    if (code !== 0 && log.unseenEnd.length > 0) ['', 'The end of the log:', ...log.unseenEnd].forEach(say);
    return code;
  } finally {
    await folder.remove();
    say('The data of the demo is removed.');
  }
}
