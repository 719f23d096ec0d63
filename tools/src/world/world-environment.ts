import { scratchEnvironment } from '../scratch/scratch-environment.js';

/** No limit in the way of many requests from one machine; the nightly refresh once a year, so that no scenario meets it by chance. */
const QUIET = {
  PORT: '0',
  DEV_ENV: 'production',
  LOG_LEVEL: 'warn',
  TOR_DB_ROLE: 'tor_app',
  TOR_JWT_SECRET: 'a-secret-of-a-trial-of-more-than-32-characters',
  RATE_LIMIT_PER_MINUTE: '100000',
  SIGN_IN_LIMIT_PER_MINUTE: '10000',
  TRANSFER_LIMIT_PER_MINUTE: '10000',
  FORECAST_JOB_LIMIT_PER_MINUTE: '10000',
  CHAT_LIMIT_PER_MINUTE: '10000',
  GROQ_KEY: '',
  NIGHTLY_REFRESH_CRON: '0 0 1 1 *',
  NIGHTLY_REFRESH_SPREAD_MINUTES: '0',
};

/** The environment of a world's programs, before they know where database and queue are. */
export function worldEnvironment(env: NodeJS.ProcessEnv, change: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...scratchEnvironment(env), ...QUIET, ...change };
}
