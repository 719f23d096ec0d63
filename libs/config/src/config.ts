/** What a process of Tor Monitor is told from outside, grouped by concern. Built once, at start, by `loadConfig`. */
export interface Config {
  readonly http: HttpConfig;
  readonly database: DatabaseConfig;
  readonly queue: QueueConfig;
  readonly auth: AuthConfig;
  readonly forecast: ForecastConfig;
  readonly chat: ChatConfig;
  readonly worker: WorkerConfig;
  readonly operator: OperatorConfig;
  readonly logLevel: 'error' | 'warn' | 'log' | 'debug';
  readonly logFormat: 'text' | 'json';
  /** Base URL of an OpenTelemetry collector that takes OTLP over HTTP; null: nobody collects traces. */
  readonly tracesEndpoint: string | null;
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
  /** Whose `X-Forwarded-For` is believed: so many proxies before us, or those of these addresses and subnets. 0: nobody's. */
  readonly trustProxy: number | readonly string[];
  /** How long a client may take to send the headers of a request, in milliseconds. */
  readonly headersTimeoutMs: number;
  /** Requests a minute for each user, or each address where nobody is signed in. */
  readonly rateLimitPerMinute: number;
  /** Requests a minute with a token that is not good, or none where one is needed, for each address. */
  readonly badTokenLimitPerMinute: number;
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
  /** As many forecasts that persons asked for may wait, and as many again of the nightly refresh. */
  readonly limit: number;
}

export interface AuthConfig {
  /** Null means local accounts. */
  readonly supabase: SupabaseConfig | null;
  /** Signs the tokens of local accounts; empty in Supabase mode. */
  readonly jwtSecret: string;
  readonly accessTokenSeconds: number;
}

export interface SupabaseConfig {
  /** Of the project, without a slash at its end. */
  readonly url: string;
  /** Its public (anon or publishable) key. */
  readonly key: string;
  /** The secret that a project without key pairs signs with; null: the project is asked about its tokens. */
  readonly jwtSecret: string | null;
  /** What its tokens name as their issuer. */
  readonly jwtIssuer: string;
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

export interface OperatorConfig {
  /** Opens what is for operators alone, such as the metrics; null: callers on the same machine may see it. */
  readonly token: string | null;
}

export interface WorkerConfig {
  /** Of health and metrics; 0: a free one, for callers on the same machine alone. */
  readonly port: number;
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
