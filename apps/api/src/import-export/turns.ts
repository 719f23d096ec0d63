import { Injectable } from '@nestjs/common';

/** Imports and exports that one process carries out at once: fewer than it has connections to the database. */
const AT_A_TIME = 3;

/**
 * Lets the imports and exports of a shop be carried out one after the other, in the order in which they came. Each holds a
 * connection to the database for seconds: side by side, a few of one shop would leave none for the others. Of all shops
 * together, a few are carried out at a time.
 */
@Injectable()
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();
  readonly #waiting: (() => void)[] = [];
  #free = AT_A_TIME;

  /** Does the work when all that came before it for the same key is done, well or not. */
  async take<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const turn = before.then(
      () => this.#inPlace(work),
      () => this.#inPlace(work),
    );
    this.#last.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.#last.get(key) === turn) this.#last.delete(key);
    }
  }

  async #inPlace<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      // A place is handed on, or free again.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}
