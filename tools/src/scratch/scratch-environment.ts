/** What would lead a scratch stack to databases, queues and accounts that are not its own, or hold it back. */
const NOT_FOR_A_SCRATCH_STACK = [
  'SUPABASE_DB_STRING',
  'TOR_MIGRATION_DB_STRING',
  'TOR_DB_ROLE',
  'REDIS_URL',
  'WORKER_PORT',
  'SUPABASE_URL',
  'SUPABASE_KEY',
  'SUPABASE_JWT_SECRET',
  'SUPABASE_JWT_ISSUER',
  'TOR_JWT_SECRET',
  'ACCESS_TOKEN_SECONDS',
  'RATE_LIMIT_PER_MINUTE',
  'SIGN_IN_LIMIT_PER_MINUTE',
  'BAD_TOKEN_LIMIT_PER_MINUTE',
  'TRANSFER_LIMIT_PER_MINUTE',
  'FORECAST_JOB_LIMIT_PER_MINUTE',
];

/**
 * The environment of a scratch stack's programs: the one given, cut off from every outside service, open for Swagger's Authorize
 * button. Names are emptied and not left out, so that no `.env` file fills them in again.
 */
export function scratchEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, ...Object.fromEntries(NOT_FOR_A_SCRATCH_STACK.map((name) => [name, ''])), DEV_ENV: 'dev' };
}
