import { join } from 'node:path';
import pg from 'pg';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import type { LineLog } from '@tor/supervisor/line-log';
import { prefixed } from '@tor/supervisor/line-log';
import { API, MIGRATIONS, WORKER } from '@tor/supervisor/programs';
import { hasRedisServer, type RedisServer, startRedisServer } from '@tor/supervisor/redis-server';
import { runToEnd } from '@tor/supervisor/run-to-end';
import { openDatabase, type StackDatabase } from '@tor/supervisor/stack-database';
import { loadShop } from '../retail-shop/load-shop.js';
import { makeScratchFolder } from '../scratch/scratch-folder.js';
import { openShopAccess } from '../scratch/shop-access.js';
import { NotRun, PromiseBroken } from './promised.js';
import { until } from './until.js';
import { madeUpHistory } from './made-up-history.js';
import { type Answer, type Call, send, Shop } from './shop.js';
import { worldEnvironment } from './world-environment.js';
import { WorldProcess } from './world-process.js';

export interface WorldOptions {
  readonly queue: 'redis' | 'postgres';
  /** How many API processes; left out: one. */
  readonly apis?: number;
  /** How many worker processes; left out: none. */
  readonly workers?: number;
  /** Variables of API and worker, over those of every world. */
  readonly env?: Readonly<Record<string, string>>;
  /** Settings of PostgreSQL. */
  readonly postgresSettings?: Readonly<Record<string, string>>;
}

/** What a world is made in. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  /** Where the world's folder is made. */
  readonly dataDir: string;
  readonly signal: AbortSignal;
  /** Takes each line that a program writes. */
  readonly log: LineLog;
}

const GRACE_MS = 15_000;
/** At most so many lines of the programs' logs are kept. */
const LOG_LINES = 2000;

/** API and worker processes on a database and a queue of their own, which can be taken away from them. */
export class World {
  readonly apis: WorldProcess[] = [];
  readonly workers: WorldProcess[] = [];
  /** The latest of what all programs have written, each line with the program's name. */
  readonly log: string[] = [];
  readonly #undo: (() => Promise<void>)[] = [];
  #env: NodeJS.ProcessEnv = {};
  #database: StackDatabase | undefined;
  #pool: pg.Pool | undefined;
  #redis: RedisServer | undefined;
  #folder = '';
  #superuserUrl = '';
  #postgresPort = 0;
  #redisPort = 0;
  #shops = 0;

  private constructor(
    private readonly options: WorldOptions,
    private readonly surroundings: Surroundings,
  ) {}

  /**
   * Starts a world; one that does not come about leaves nothing behind.
   * @throws NotRun when there is no redis-server and one is asked for
   */
  static async start(options: WorldOptions, surroundings: Surroundings): Promise<World> {
    if (options.queue === 'redis' && !hasRedisServer()) throw new NotRun('no redis-server on this machine');
    const world = new World(options, surroundings);
    try {
      await world.#start();
      return world;
    } catch (error) {
      await world.close();
      throw error;
    }
  }

  get signal(): AbortSignal {
    return this.surroundings.signal;
  }

  /** The environment of the world's programs. */
  get env(): NodeJS.ProcessEnv {
    return this.#env;
  }

  /** The database as a superuser, whom no policy of the rows binds. */
  get superuserUrl(): string {
    return this.#superuserUrl;
  }

  get processes(): readonly WorldProcess[] {
    return [...this.apis, ...this.workers];
  }

  /** Where the first API is reached. */
  get url(): string {
    return this.api.url;
  }

  /** The first API. */
  get api(): WorldProcess {
    const [first] = this.apis;
    if (!first) throw new Error('This world has no API');
    return first;
  }

  /** Ends everything, the last that was started first. */
  async close(): Promise<void> {
    for (const step of this.#undo.splice(0).reverse()) await step();
  }

  /** Starts one more API on the same database and queue. */
  startApi(change: Readonly<Record<string, string>> = {}): Promise<WorldProcess> {
    return this.#startProcess(
      this.apis,
      new WorldProcess(`api ${this.apis.length + 1}`, API, { ...this.#env, ...change }, this.#log),
    );
  }

  /** Starts one more worker on the same database and queue. */
  startWorker(change: Readonly<Record<string, string>> = {}): Promise<WorldProcess> {
    const name = `worker ${this.workers.length + 1}`;
    return this.#startProcess(this.workers, new WorldProcess(name, WORKER, { ...this.#env, ...change }, this.#log));
  }

  /** Starts a process again that was killed or stopped. An API is reached where it was. */
  async startAgain(process: WorldProcess): Promise<void> {
    await process.start(this.signal);
  }

  /** PostgreSQL's "fast" shutdown: whoever is connected is cut off, what was committed is written. */
  async stopPostgres(): Promise<void> {
    await this.#database?.stop();
    this.#database = undefined;
  }

  /** Starts PostgreSQL where it was, on the same data. */
  async startPostgres(): Promise<void> {
    const { postgresSettings: settings } = this.options;
    const port = this.#postgresPort === 0 ? undefined : this.#postgresPort;
    this.#database = await openDatabase({ dataDir: this.#folder, log: this.#log, settings, port });
    this.#postgresPort = Number(new URL(this.#database.urls.appUrl).port);
  }

  /** Ends Redis; what it held is gone. */
  async stopRedis(): Promise<void> {
    await this.#redis?.stop();
    this.#redis = undefined;
  }

  /** Starts an empty Redis where the one before was. */
  async startRedis(): Promise<void> {
    const port = this.#redisPort === 0 ? undefined : this.#redisPort;
    this.#redis = await startRedisServer({ port, detached: true });
    this.#redisPort = this.#redis.port;
  }

  /** The Redis that runs now. */
  get redis(): RedisServer | undefined {
    return this.#redis;
  }

  /** A new owner with an empty shop, signed up at the first API. */
  newShop(): Promise<Shop> {
    return Shop.signUp(`owner${++this.#shops}@shop.example`, this.url, this.signal);
  }

  /** New shops with a history of sales; 20 of every goods are on hand. */
  async newShopsWithHistory(count: number, size: { readonly goods: number; readonly days: number }): Promise<Shop[]> {
    const access = await openShopAccess(this.#env, false);
    try {
      const shops: Shop[] = [];
      for (let number = 0; number < count; number++) {
        const shop = await this.newShop();
        await loadShop(access.get(TenantDatabase), shop.tenantId, madeUpHistory(size.goods, size.days, number));
        shops.push(shop);
      }
      return shops;
    } finally {
      await access.close();
    }
  }

  /** A request of nobody who is signed in. */
  call(call: Call): Promise<Answer> {
    return send({ url: this.url, ...call }, this.signal);
  }

  /** Rows that a superuser gets for a query; `tor` is searched for names. */
  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    if (!this.#pool) throw new Error('This world has no database');
    return (await this.#pool.query(sql, [...parameters])).rows as Row[];
  }

  /** @see until */
  until(what: string, isSo: () => boolean | Promise<boolean>, patienceMs: number): Promise<number> {
    return until(what, isSo, { patienceMs, signal: this.signal });
  }

  /** @throws PromiseBroken when a process has ended that nobody asked to end */
  expectAllAlive(): void {
    const ended = this.processes.filter(({ unasked }) => unasked !== null);
    if (ended.length === 0) return;
    const how = ended.map(
      ({ name, unasked }) => `${name} (${unasked?.signal ?? `code ${unasked?.code ?? 'unknown'}`})`,
    );
    throw new PromiseBroken(`Ended by themselves: ${how.join(', ')}`);
  }

  readonly #log: LineLog = (line) => {
    this.surroundings.log(line);
    this.log.push(line);
    if (this.log.length > LOG_LINES) this.log.shift();
  };

  async #start(): Promise<void> {
    const { env, dataDir, signal } = this.surroundings;
    const { apis = 1, workers = 0, queue, env: change = {} } = this.options;
    signal.throwIfAborted();
    const folder = await makeScratchFolder(dataDir);
    this.#undo.push(() => folder.remove());
    this.#folder = folder.path;
    this.#undo.push(() => this.stopPostgres());
    await this.startPostgres();
    const urls = this.#database?.urls;
    if (!urls?.superuserUrl) throw new Error('The embedded database has no superuser');
    if (queue === 'redis') {
      this.#undo.push(() => this.stopRedis());
      await this.startRedis();
    }
    this.#env = {
      ...worldEnvironment(env, change),
      SUPABASE_DB_STRING: urls.appUrl,
      TOR_DATA_DIR: join(this.#folder),
      REDIS_URL: this.#redis?.url ?? '',
    };
    await runToEnd(
      { ...MIGRATIONS, env: { ...this.#env, TOR_MIGRATION_DB_STRING: urls.ownerUrl } },
      { log: prefixed(MIGRATIONS.name, this.#log), graceMs: GRACE_MS, signal },
    );
    this.#openPool(urls.superuserUrl, new URL(urls.appUrl).pathname);
    for (let number = 0; number < apis; number++) await this.startApi();
    for (let number = 0; number < workers; number++) await this.startWorker();
  }

  #openPool(superuserUrl: string, path: string): void {
    const url = new URL(superuserUrl);
    url.pathname = path;
    this.#superuserUrl = url.toString();
    const pool = new pg.Pool({ connectionString: this.#superuserUrl, max: 2, options: '-c search_path=tor' });
    // Connections that break while nobody uses them: the next query opens another.
    pool.on('error', () => undefined);
    this.#pool = pool;
    this.#undo.push(() => pool.end());
  }

  async #startProcess(list: WorldProcess[], process: WorldProcess): Promise<WorldProcess> {
    list.push(process);
    this.#undo.push(async () => void (await process.stop()));
    await process.start(this.signal);
    return process;
  }
}
