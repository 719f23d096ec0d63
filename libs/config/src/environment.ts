import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsTimeZone,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { IsCronPattern, IsHttpOriginList, IsProxyTrust } from './environment-rules.js';

const POSTGRES_URL = /^postgres(ql)?:\/\/\S+$/;
const REDIS_URL = /^rediss?:\/\/\S+$/;
const HTTP_URL = /^https?:\/\/\S+$/;

/**
 * The environment variables that Tor Monitor reads, with their defaults and rules. The one list: `.env.example` and the
 * README's table are checked against it.
 */
export class Environment {
  @IsOptional()
  @Matches(POSTGRES_URL, { message: 'must be a postgres:// connection string' })
  SUPABASE_DB_STRING?: string;

  @IsOptional()
  @Matches(POSTGRES_URL, { message: 'must be a postgres:// connection string' })
  TOR_MIGRATION_DB_STRING?: string;

  @Matches(/^[a-z_][a-z0-9_]{0,62}$/, { message: 'must be a plain lower-case role name' })
  TOR_DB_ROLE = 'tor_app';

  @Type(() => Number)
  @Max(1000)
  @Min(2)
  @IsInt()
  DB_POOL_SIZE = 10;

  @IsOptional()
  @Matches(REDIS_URL, { message: 'must be a redis:// or rediss:// URL' })
  REDIS_URL?: string;

  @IsOptional()
  @Matches(HTTP_URL, { message: 'must be an http(s) URL' })
  SUPABASE_URL?: string;

  @IsOptional()
  @IsString()
  SUPABASE_KEY?: string;

  @IsOptional()
  @MinLength(32, { message: 'must be at least 32 characters' })
  SUPABASE_JWT_SECRET?: string;

  @IsOptional()
  @Matches(HTTP_URL, { message: 'must be an http(s) URL' })
  SUPABASE_JWT_ISSUER?: string;

  @IsOptional()
  @MinLength(32, { message: 'must be at least 32 characters' })
  TOR_JWT_SECRET?: string;

  @Type(() => Number)
  @Max(86_400)
  @Min(60)
  @IsInt()
  ACCESS_TOKEN_SECONDS = 3600;

  @Type(() => Number)
  @Max(65_535)
  @Min(0)
  @IsInt()
  PORT = 8086;

  @Type(() => Number)
  @Max(5000)
  @Min(0)
  @IsInt()
  SHUTDOWN_DELAY_MS = 0;

  @IsIn(['dev', 'production'])
  DEV_ENV: 'dev' | 'production' = 'production';

  @IsHttpOriginList()
  FRONTEND_URL = 'http://localhost:3000';

  @IsProxyTrust()
  TRUST_PROXY = '0';

  @Type(() => Number)
  @Max(60_000)
  @Min(100)
  @IsInt()
  HTTP_HEADERS_TIMEOUT_MS = 15_000;

  @IsString()
  TOR_DATA_DIR = '.tor';

  @IsOptional()
  @Matches(/^\S*$/, { message: 'must not contain spaces' })
  @MinLength(32, { message: 'must be at least 32 characters' })
  OPERATOR_TOKEN?: string;

  @IsIn(['error', 'warn', 'log', 'debug'])
  LOG_LEVEL: 'error' | 'warn' | 'log' | 'debug' = 'log';

  @IsIn(['text', 'json'])
  LOG_FORMAT: 'text' | 'json' = 'text';

  @IsOptional()
  @Matches(HTTP_URL, { message: 'must be an http(s) URL' })
  OTEL_EXPORTER_OTLP_ENDPOINT?: string;

  @Type(() => Number)
  @Max(10_000_000)
  @Min(1)
  @IsInt()
  RATE_LIMIT_PER_MINUTE = 1200;

  @Type(() => Number)
  @Max(10_000)
  @Min(1)
  @IsInt()
  SIGN_IN_LIMIT_PER_MINUTE = 10;

  @Type(() => Number)
  @Max(100_000)
  @Min(1)
  @IsInt()
  BAD_TOKEN_LIMIT_PER_MINUTE = 120;

  @Type(() => Number)
  @Max(10_000)
  @Min(1)
  @IsInt()
  TRANSFER_LIMIT_PER_MINUTE = 10;

  @Type(() => Number)
  @Max(10_000)
  @Min(1)
  @IsInt()
  FORECAST_JOB_LIMIT_PER_MINUTE = 6;

  @Type(() => Number)
  @Max(60_000)
  @Min(0)
  @IsInt()
  FORECAST_WAIT_MS = 10_000;

  @Type(() => Number)
  @Max(10_000_000)
  @Min(1)
  @IsInt()
  FORECAST_QUEUE_LIMIT = 10_000;

  @IsOptional()
  @IsString()
  GROQ_KEY?: string;

  @IsOptional()
  @Matches(HTTP_URL, { message: 'must be an http(s) URL' })
  GROQ_BASE_URL?: string;

  @MaxLength(200)
  @IsString()
  CHAT_MODEL = 'openai/gpt-oss-120b';

  @Type(() => Number)
  @Max(20_000)
  @Min(100)
  @IsInt()
  CHAT_TIMEOUT_MS = 20_000;

  @Type(() => Number)
  @Max(10_000)
  @Min(1)
  @IsInt()
  CHAT_LIMIT_PER_MINUTE = 30;

  @Type(() => Number)
  @Max(1_000_000_000)
  @Min(0)
  @IsInt()
  CHAT_TOKENS_PER_DAY = 500_000;

  @Type(() => Number)
  @Max(1_000_000)
  @Min(0)
  @IsInt()
  CHAT_STEPS_PER_DAY = 2000;

  @Type(() => Number)
  @Max(65_535)
  @Min(0)
  @IsInt()
  WORKER_PORT = 0;

  @Type(() => Number)
  @Max(32)
  @Min(1)
  @IsInt()
  WORKER_CONCURRENCY = 1;

  @Type(() => Number)
  @Max(3_600_000)
  @Min(1000)
  @IsInt()
  TRAINING_TIMEOUT_MS = 300_000;

  @IsCronPattern()
  NIGHTLY_REFRESH_CRON = '0 2 * * *';

  @IsTimeZone({ message: 'must be an IANA time zone such as Asia/Jakarta' })
  NIGHTLY_REFRESH_TIMEZONE = 'Asia/Jakarta';

  @Type(() => Number)
  @Max(365)
  @Min(1)
  @IsInt()
  NIGHTLY_REFRESH_ACTIVE_DAYS = 56;

  @Type(() => Number)
  @Max(720)
  @Min(0)
  @IsInt()
  NIGHTLY_REFRESH_SPREAD_MINUTES = 60;
}

/** The names of all variables, in the order in which they are documented. */
export const ENVIRONMENT_VARIABLES = Object.keys({
  ...new Environment(),
  SUPABASE_DB_STRING: 0,
  TOR_MIGRATION_DB_STRING: 0,
  REDIS_URL: 0,
  SUPABASE_URL: 0,
  SUPABASE_KEY: 0,
  SUPABASE_JWT_SECRET: 0,
  SUPABASE_JWT_ISSUER: 0,
  TOR_JWT_SECRET: 0,
  OPERATOR_TOKEN: 0,
  GROQ_KEY: 0,
  GROQ_BASE_URL: 0,
  OTEL_EXPORTER_OTLP_ENDPOINT: 0,
}) as (keyof Environment)[];
