import type { Config } from './config.js';
import { secretsOf } from './secrets.js';

/** What the configuration says about the log of a process. */
export function logSettings(config: Config): {
  format: Config['logFormat'];
  least: Config['logLevel'];
  secrets: string[];
} {
  return { format: config.logFormat, least: config.logLevel, secrets: secretsOf(config) };
}
