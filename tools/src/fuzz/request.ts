import type { Operation } from '../openapi/document.js';
import type { User } from './user.js';

/** One request of a run. */
export interface FuzzRequest {
  /** From 0. */
  readonly number: number;
  /** Null where the target is no route of the document. */
  readonly operation: Operation | null;
  readonly user: User;
  readonly method: string;
  /** Path and query, as they go over the wire. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
  /** The earlier request that this one repeats, with its answer: under the same key nothing may change. */
  readonly repeats?: { readonly request: FuzzRequest; readonly answer: FuzzAnswer };
}

export interface FuzzAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly ms: number;
}
