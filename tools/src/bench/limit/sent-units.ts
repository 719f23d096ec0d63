/** A statement with its values, as they go over the wire: text, or null. */
export interface SentStatement {
  readonly sql: string;
  readonly values: readonly (string | null)[];
}

/** What was sent for a shop at once: one transaction. */
export interface SentUnit {
  /** Without those that open, bind to the tenant and end the transaction. */
  readonly statements: readonly SentStatement[];
  /** How often an answer of PostgreSQL was waited for. */
  readonly roundTrips: number;
}

const OPENS = /^\s*(BEGIN|START TRANSACTION)\b/i;
/** What it is sent with, in the same message, comes first. */
const ENDS = /^([^]*;)?\s*(COMMIT|ROLLBACK)\s*;?\s*$/i;
const BINDS = /\bset_config\('app\.user_id'/;
/** Prepared in each session ahead of what reads for a tenant. */
const BINDING_STATEMENT = 'tor_tenant_reads';

/** Puts together what one connection sends, transaction by transaction. What is sent for no tenant is left out. */
export class UnitReader {
  readonly #named = new Map<string, string>();
  #statements: SentStatement[] = [];
  #roundTrips = 0;
  #inTransaction = false;
  #ofTenant = false;
  #ended = false;

  constructor(private readonly onUnit: (unit: SentUnit) => void) {}

  /** The simple protocol: one or more statements without values, and a wait. */
  query(sql: string): void {
    this.#note({ sql, values: [] });
    this.sync();
  }

  /** @param name empty: the statement without a name */
  parse(name: string, sql: string): void {
    this.#named.set(name, sql);
  }

  bind(name: string, values: readonly unknown[]): void {
    if (name === BINDING_STATEMENT) {
      this.#ofTenant = true;
      return;
    }
    const texts = values.map((value) => (value === null || value === undefined ? null : String(value)));
    this.#note({ sql: this.#named.get(name) ?? '', values: texts });
  }

  /** Here the answer is waited for. */
  sync(): void {
    this.#roundTrips++;
    if (this.#inTransaction && !this.#ended) return;
    if (this.#ofTenant) this.onUnit({ statements: this.#statements, roundTrips: this.#roundTrips });
    this.#statements = [];
    this.#roundTrips = 0;
    this.#inTransaction = this.#ofTenant = this.#ended = false;
  }

  #note(statement: SentStatement): void {
    const { sql } = statement;
    const binds = BINDS.test(sql);
    if (OPENS.test(sql)) this.#inTransaction = true;
    if (binds) this.#ofTenant = true;
    const end = ENDS.exec(sql);
    const last = end?.[1]?.replace(/;$/, '');
    if (last) this.#statements.push({ ...statement, sql: last });
    if (end) this.#ended = true;
    else if (!binds && !OPENS.test(sql)) this.#statements.push(statement);
  }
}
