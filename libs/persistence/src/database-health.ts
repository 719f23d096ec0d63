import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';

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
    // TypeORM keeps the pool there, untyped, and drops it when it lets go of the database.
    const { master } = this.#dataSource.driver as unknown as { readonly master?: Pool };
    return {
      total: master?.totalCount ?? 0,
      idle: master?.idleCount ?? 0,
      waiting: master?.waitingCount ?? 0,
      most: master?.options.max ?? 0,
    };
  }
}
