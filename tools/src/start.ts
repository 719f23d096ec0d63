/** `npm start`: the embedded database where none is named, the migrations, the API and the worker. */
import { ConfigError, EXIT_BAD_CONFIG, loadConfig, processEnvironment } from '@tor/config/load-config';
import { stackOptions } from './supervisor/stack-options.js';
import { startStack } from './supervisor/start-stack.js';
import { supervise } from './supervisor/supervise.js';

// Whoever reads the output may be gone before we are.
process.stdout.on('error', () => undefined);
const log = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  const env = processEnvironment();
  const options = stackOptions(loadConfig('supervisor', env), env, log);
  return supervise({
    log,
    start: (signal) => startStack({ ...options, signal }),
    whenRunning: ({ apiUrl }) => log(`Tor Monitor is ready: ${apiUrl} (Ctrl-C stops it)`),
  });
}

try {
  process.exit(await main());
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  log(error.message);
  process.exit(EXIT_BAD_CONFIG);
}
