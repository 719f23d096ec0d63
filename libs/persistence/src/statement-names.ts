import { createHash } from 'node:crypto';

/** Each takes memory in each session of PostgreSQL: the statements of all routes, and not every length of a list. */
const MOST_NAMES = 200;
const MOST_COUNTED = 2000;
/** Longer ones write many rows, each number of rows another text: a plan of them would take megabytes in each session. */
const LONGEST_NAMED = 4096;
/** What is asked seldom is not worth a plan that is kept. */
const WORTH_A_NAME = 3;

/**
 * Gives statements that are sent again and again a name, under which a session of PostgreSQL keeps them parsed and planned. Shared
 * by all connections of a process. Bounded: statements beyond go without.
 */
export class StatementNames {
  readonly #names = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  /** @returns undefined: send it without a name */
  of(text: string): string | undefined {
    if (text.length > LONGEST_NAMED) return undefined;
    const name = this.#names.get(text);
    if (name !== undefined || this.#names.size >= MOST_NAMES) return name;
    const count = (this.#counts.get(text) ?? 0) + 1;
    if (count < WORTH_A_NAME) {
      if (this.#counts.size >= MOST_COUNTED) this.#counts.clear();
      this.#counts.set(text, count);
      return undefined;
    }
    this.#counts.delete(text);
    const given = createHash('sha256').update(text).digest('base64url').slice(0, 22);
    this.#names.set(text, given);
    return given;
  }
}
