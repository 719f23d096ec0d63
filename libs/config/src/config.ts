/** What a process of Tor Monitor is told from outside, grouped by concern. Built once, at start, by `loadConfig`. */
export interface Config {
  readonly http: HttpConfig;
  readonly database: DatabaseConfig;
  readonly queue: QueueConfig;
  readonly auth: AuthConfig;
  readonly forecast: ForecastConfig;
  readonly chat: ChatConfig;
  readonly worker: WorkerConfig;
  readonly logLevel: 'error' | 'warn' | 'log' | 'debug';
  /** Absolute path of the folder that holds the embedded database and generated secrets. */
  readonly dataDir: string;
}

export interface HttpConfig {
  readonly port: number;
  /** How long the API goes on accepting connections after it was asked to stop and says that it is not ready. */
  readonly shutdownDelayMs: number;
  /** Opens `/token` and answers every origin. */
  readonly devMode: boolean;
  readonly corsOrigins: readonly string[];
  /** Requests a minute for each user, or each address where nobody is signed in. */
  readonly rateLimitPerMinute: number;
  /** Sign-ins and sign-ups a minute for each address and account. */
  readonly signInLimitPerMinute: number;
  /** Imports and exports a minute for each shop, together. */
  readonly transferLimitPerMinute: number;
  /** Forecast jobs that one shop may ask for in a minute. */
  readonly forecastJobLimitPerMinute: number;
}

export interface DatabaseConfig {
  /** Connection string of the running apps; empty means the embedded PostgreSQL. */
  readonly url: string;
  /** Connection string of the owner, for migrations; falls back to `url`. */
  readonly migrationUrl: string;
  /** The role the apps run as: no owner, no superuser, no BYPASSRLS. */
  readonly role: string;
  readonly poolSize: number;
}

export interface QueueConfig {
  /** Redis or Valkey; null means BullMQ's PostgreSQL backend on the application's database. */
  readonly redisUrl: string | null;
}

export interface AuthConfig {
  /** Null means local accounts. */
  readonly supabase: { readonly url: string; readonly key: string } | null;
  /** Signs the tokens of local accounts; empty in Supabase mode. */
  readonly jwtSecret: string;
  readonly accessTokenSeconds: number;
}

export interface ForecastConfig {
  /** How long a request waits for the worker, in milliseconds. */
  readonly waitMs: number;
}

export interface ChatConfig {
  /** The language model; null means the offline assistant. */
  readonly groq: {
    readonly key: string;
    /** Any server that speaks OpenAI's API, up to its version such as `http://localhost:11434/v1`; null: Groq's own. */
    readonly baseUrl: string | null;
    readonly model: string;
  } | null;
  /** How long the model has for an answer, its calls of tools included, in milliseconds. */
  readonly modelTimeoutMs: number;
  /** Messages a minute of each user. */
  readonly limitPerMinute: number;
  /** What the model may take for one user on one day of the shop. Beyond it the offline assistant answers. */
  readonly daily: { readonly tokens: number; readonly steps: number };
}

export interface WorkerConfig {
  /** Trainings at a time in one worker process. */
  readonly concurrency: number;
  readonly trainingTimeoutMs: number;
  readonly nightlyRefresh: {
    readonly cron: string;
    readonly timezone: string;
    /** Shops without a sale in this many days are left out. */
    readonly activeDays: number;
    /** The shops of a night are spread over so many minutes; 0: all at once. */
    readonly spreadMinutes: number;
  };
}
