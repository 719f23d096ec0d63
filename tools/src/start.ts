/** `npm start`: the embedded database where none is named, the migrations, the API and the worker. */
import { loadConfig, processEnvironment } from '@tor/config/load-config';
import { EXIT_START_REFUSED, StartRefused } from '@tor/kernel/start-refused';
import { asJsonLines } from '@tor/supervisor/json-lines';
import type { LineLog } from '@tor/supervisor/line-log';
import { stackOptions } from '@tor/supervisor/stack-options';
import { startStack } from '@tor/supervisor/start-stack';
import { supervise } from '@tor/supervisor/supervise';

// Whoever reads the output may be gone before we are.
process.stdout.on('error', () => undefined);
const print: LineLog = (line) => void process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  const env = processEnvironment();
  const config = loadConfig('supervisor', env);
  const log = config.logFormat === 'json' ? asJsonLines(print) : print;
  const options = stackOptions(config, env, log);
  return supervise({
    log,
    start: (signal) => startStack({ ...options, signal }),
    whenRunning: ({ apiUrl }) => {
      log(`Tor Monitor is ready: ${apiUrl} (Ctrl-C stops it)`);
      return undefined;
    },
  });
}

try {
  process.exit(await main());
} catch (error) {
  if (!(error instanceof StartRefused)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(EXIT_START_REFUSED);
}
