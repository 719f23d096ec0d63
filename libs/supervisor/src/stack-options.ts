import type { Config } from '@tor/config/config';
import type { LineLog } from './line-log.js';
import type { StackOptions } from './start-stack.js';

/** What the configuration says about the stack to start. */
export function stackOptions(config: Config, env: NodeJS.ProcessEnv, log: LineLog): StackOptions {
  const { url, migrationUrl } = config.database;
  const options = { env, dataDir: config.dataDir, port: config.http.port, log };
  return url === '' ? options : { ...options, databases: { appUrl: url, ownerUrl: migrationUrl } };
}
