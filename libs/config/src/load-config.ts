import { resolve } from 'node:path';
import { existsSync } from 'node:fs';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { StartRefused } from '@tor/kernel/start-refused';
import type { Config, SupabaseConfig } from './config.js';
import { Environment, ENVIRONMENT_VARIABLES } from './environment.js';
import { originList, proxyTrust } from './environment-rules.js';
import { weakSecrets } from './weak-secrets.js';

/** The kind of process that is starting: each needs other variables to be set. */
export type ProcessKind = 'api' | 'worker' | 'migrations' | 'supervisor';

/** Says every bad variable at once, one line each. */
export class ConfigError extends StartRefused {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/** The process environment, after `.env` of the working folder (which never overrides what is set already). */
export function processEnvironment(): NodeJS.ProcessEnv {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}

/**
 * Reads and validates the environment.
 * @throws ConfigError naming every bad or missing variable
 */
export function loadConfig(kind: ProcessKind, source: NodeJS.ProcessEnv = processEnvironment()): Config {
  const known = Object.fromEntries(
    ENVIRONMENT_VARIABLES.map((name) => [name, source[name]]).filter(
      ([, value]) => value !== undefined && value !== '',
    ),
  );
  const env = plainToInstance(Environment, known, { exposeDefaultValues: true });
  const problems = validateSync(env, { stopAtFirstError: true }).flatMap((error) =>
    Object.values(error.constraints ?? {}).map((rule) => describe(error.property, rule)),
  );
  problems.push(...missing(kind, env), ...weakSecrets(source));
  if (problems.length > 0) throw new ConfigError(problems);
  return toConfig(env);
}

function describe(variable: string, rule: string): string {
  return rule.startsWith(variable) ? rule : `${variable} ${rule}`;
}

function missing(kind: ProcessKind, env: Environment): string[] {
  const problems: string[] = [];
  if (kind !== 'supervisor' && !env.SUPABASE_DB_STRING && !(kind === 'migrations' && env.TOR_MIGRATION_DB_STRING)) {
    problems.push('SUPABASE_DB_STRING must be set for this process ("npm start" sets it for the embedded database)');
  }
  if (env.SUPABASE_URL && !env.SUPABASE_KEY) problems.push('SUPABASE_KEY must be set when SUPABASE_URL is');
  if (kind === 'api' && !env.SUPABASE_URL && !env.TOR_JWT_SECRET) {
    problems.push('TOR_JWT_SECRET must be set for local accounts ("npm start" makes one and keeps it)');
  }
  return problems;
}

function toConfig(env: Environment): Config {
  return {
    http: {
      port: env.PORT,
      shutdownDelayMs: env.SHUTDOWN_DELAY_MS,
      devMode: env.DEV_ENV === 'dev',
      corsOrigins: originList(env.FRONTEND_URL),
      trustProxy: proxyTrust(env.TRUST_PROXY) ?? 0,
      headersTimeoutMs: env.HTTP_HEADERS_TIMEOUT_MS,
      rateLimitPerMinute: env.RATE_LIMIT_PER_MINUTE,
      badTokenLimitPerMinute: env.BAD_TOKEN_LIMIT_PER_MINUTE,
      signInLimitPerMinute: env.SIGN_IN_LIMIT_PER_MINUTE,
      transferLimitPerMinute: env.TRANSFER_LIMIT_PER_MINUTE,
      forecastJobLimitPerMinute: env.FORECAST_JOB_LIMIT_PER_MINUTE,
    },
    database: {
      url: env.SUPABASE_DB_STRING ?? '',
      migrationUrl: env.TOR_MIGRATION_DB_STRING ?? env.SUPABASE_DB_STRING ?? '',
      role: env.TOR_DB_ROLE,
      poolSize: env.DB_POOL_SIZE,
    },
    queue: { redisUrl: env.REDIS_URL ?? null, limit: env.FORECAST_QUEUE_LIMIT },
    auth: {
      supabase: env.SUPABASE_URL ? toSupabase(env, env.SUPABASE_URL.replace(/\/+$/, '')) : null,
      jwtSecret: env.TOR_JWT_SECRET ?? '',
      accessTokenSeconds: env.ACCESS_TOKEN_SECONDS,
    },
    forecast: { waitMs: env.FORECAST_WAIT_MS },
    chat: {
      groq: env.GROQ_KEY ? { key: env.GROQ_KEY, baseUrl: env.GROQ_BASE_URL ?? null, model: env.CHAT_MODEL } : null,
      modelTimeoutMs: env.CHAT_TIMEOUT_MS,
      limitPerMinute: env.CHAT_LIMIT_PER_MINUTE,
      daily: { tokens: env.CHAT_TOKENS_PER_DAY, steps: env.CHAT_STEPS_PER_DAY },
    },
    worker: {
      port: env.WORKER_PORT,
      concurrency: env.WORKER_CONCURRENCY,
      trainingTimeoutMs: env.TRAINING_TIMEOUT_MS,
      nightlyRefresh: {
        cron: env.NIGHTLY_REFRESH_CRON,
        timezone: env.NIGHTLY_REFRESH_TIMEZONE,
        activeDays: env.NIGHTLY_REFRESH_ACTIVE_DAYS,
        spreadMinutes: env.NIGHTLY_REFRESH_SPREAD_MINUTES,
      },
    },
    operator: { token: env.OPERATOR_TOKEN ?? null },
    logLevel: env.LOG_LEVEL,
    logFormat: env.LOG_FORMAT,
    tracesEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
    dataDir: resolve(env.TOR_DATA_DIR),
  };
}

function toSupabase(env: Environment, url: string): SupabaseConfig {
  return {
    url,
    key: env.SUPABASE_KEY ?? '',
    jwtSecret: env.SUPABASE_JWT_SECRET ?? null,
    jwtIssuer: env.SUPABASE_JWT_ISSUER ?? `${url}/auth/v1`,
  };
}
