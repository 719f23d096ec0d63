import pg from 'pg';
import type { TenantId } from '@tor/kernel/tenant-id';
import { isGivenUp, isOutdatedPlan } from './out-of-reach.js';
import { StatementNames } from './statement-names.js';
import { TenantQuery } from './tenant-query.js';

const names = new StatementNames();

/** A connection that prepares what it is asked often, and can bind each statement to a tenant by itself. */
export class TenantClient extends pg.Client {
  #reader: TenantId | null = null;

  constructor(config?: pg.ClientConfig) {
    super(config);
    // The plan would be refused for as long as the session lasts; in a new one it is made for the table as it is now.
    this.connection.on('errorMessage', (error: unknown) => {
      if (isOutdatedPlan(error)) void this.end();
    });
  }

  /** From now on each statement is a transaction of its own that sees the rows of this tenant and writes nothing; null: no more. */
  readFor(tenantId: TenantId | null): void {
    this.#reader = tenantId;
  }

  /** As pg's own. A statement that comes with values is prepared when it is worth it. */
  override query(config: unknown, values?: unknown, callback?: unknown): never {
    if (typeof config !== 'string' || callback !== undefined) {
      if (this.#reader !== null) throw new Error('Who reads for a tenant sends text and values');
      return this.#send(config, values, callback);
    }
    const statement = { text: config, values: Array.isArray(values) ? (values as unknown[]) : [] };
    if (this.#reader !== null) return this.#read({ ...statement, name: names.of(config) }, this.#reader) as never;
    const name = statement.values.length > 0 ? names.of(config) : undefined;
    return name === undefined ? this.#send(config, values) : this.#send({ ...statement, name });
  }

  #read(config: pg.QueryConfig, tenantId: TenantId): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const query = new TenantQuery(config, tenantId, (error, result) => {
        if (!error) return resolve(result);
        this.#endIfGivenUp(error);
        reject(error);
      });
      (super.query as (query: unknown) => unknown).call(this, query);
    });
  }

  #send(...query: unknown[]): never {
    const answer = (super.query as (...query: unknown[]) => unknown).apply(this, query);
    if (answer instanceof Promise) answer.catch((error: unknown) => this.#endIfGivenUp(error));
    return answer as never;
  }

  /** Else the next caller would find the transaction of the one before still open, and commit it with its own. */
  #endIfGivenUp(error: unknown): void {
    if (isGivenUp(error)) void this.end();
  }
}
