/** `npm start`: the embedded database where none is named, the migrations, the API and the worker. */
import { loadConfig, processEnvironment } from '@tor/config/load-config';
import { EXIT_START_REFUSED, StartRefused } from '@tor/kernel/start-refused';
import { stackOptions } from '@tor/supervisor/stack-options';
import { startStack } from '@tor/supervisor/start-stack';
import { supervise } from '@tor/supervisor/supervise';

// Whoever reads the output may be gone before we are.
process.stdout.on('error', () => undefined);
const log = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  const env = processEnvironment();
  const options = stackOptions(loadConfig('supervisor', env), env, log);
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
