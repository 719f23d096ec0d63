import type { DataSource } from 'typeorm';

/** Says whether the database answers. */
export class DatabaseHealth {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  /** @throws when the database does not answer */
  async check(): Promise<void> {
    await this.#dataSource.query('SELECT 1');
  }
}
