import type { SentStatement } from './sent-units.js';

/** What the bare server answers to one request, and what it asks PostgreSQL for it. */
export interface BareRoute {
  readonly method: string;
  /** With its query string. */
  readonly path: string;
  /** One after the other; without any, PostgreSQL is not asked. */
  readonly statements: readonly SentStatement[];
  readonly status: number;
  /** The body of the answer. */
  readonly answer: unknown;
  /** What is written goes into one transaction, and each request writes a row of its own. */
  readonly writes?: BareWrite;
}

export interface BareWrite {
  /** The id of the row that was written when the statements were noted: each request takes a new one. */
  readonly id: string;
  /** The body's field that says of which goods, and those of which they were then. */
  readonly goodsField: string;
  readonly goodsId: string;
}

/** What the bare server is started with. */
export interface BareServerSettings {
  /** As a role that row-level security does not bind: the statements name the tenant themselves. */
  readonly databaseUrl: string;
  readonly schema: string;
  readonly poolSize: number;
}
