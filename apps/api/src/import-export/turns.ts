import { Injectable } from '@nestjs/common';

/**
 * Lets the imports and exports of a shop be carried out one after the other, in the order in which they came. Each holds a
 * connection to the database for seconds: side by side, a few of one shop would leave none for the others.
 */
@Injectable()
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Does the work when all that came before it for the same key is done, well or not. */
  async take<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const turn = before.then(
      () => work(),
      () => work(),
    );
    this.#last.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.#last.get(key) === turn) this.#last.delete(key);
    }
  }
}
