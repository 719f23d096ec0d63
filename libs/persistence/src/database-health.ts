import type { DataSource } from 'typeorm';
import { poolOf } from './pool-of.js';

/** How much of the pool of connections is in use. */
export interface PoolUse {
  /** Connections that are open. */
  readonly total: number;
  /** Of these, those that nobody uses. */
  readonly idle: number;
  /** Those who wait for one. */
  readonly waiting: number;
  /** As many as there may be. */
  readonly most: number;
}

/** Says whether the database answers, and how the connections to it are used. */
export class DatabaseHealth {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  /** @throws when the database does not answer */
  async check(): Promise<void> {
    await this.#dataSource.query('SELECT 1');
  }

  /** How the connections are used now. Asks nobody. */
  pool(): PoolUse {
    const pool = poolOf(this.#dataSource);
    return {
      total: pool?.totalCount ?? 0,
      idle: pool?.idleCount ?? 0,
      waiting: pool?.waitingCount ?? 0,
      most: pool?.options.max ?? 0,
    };
  }
}
