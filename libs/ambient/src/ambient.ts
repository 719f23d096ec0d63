import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * A value that follows the work it is given to, across whatever that waits for. On Node 20 each promise of the whole process costs
 * more for as long as values are followed, and so nothing is followed while no work has one.
 */
export class Ambient<Value> {
  readonly #storage = new AsyncLocalStorage<Value>();
  #holders = 0;

  /** The value of the work that runs now; undefined outside of such work. */
  get(): Value | undefined {
    return this.#storage.getStore();
  }

  /** Runs `work` with the value, until what it returns has settled. What it leaves behind after that may be without it. */
  during<Result>(value: Value, work: () => Promise<Result>): Promise<Result> {
    const over = this.hold();
    try {
      return this.within(value, work).finally(over);
    } catch (error) {
      over();
      throw error;
    }
  }

  /** Runs `work` with the value, which follows it for as long as somebody {@link hold}s: its own part at the least. */
  within<Result>(value: Value, work: () => Result): Result {
    const over = this.hold();
    try {
      return this.#storage.run(value, work);
    } finally {
      over();
    }
  }

  /** Values are followed from now on. @returns to be called when that is needed no more; a second call does nothing */
  hold(): () => void {
    let holds = true;
    this.#holders++;
    return () => {
      if (!holds) return;
      holds = false;
      if (--this.#holders === 0) this.#storage.disable();
    };
  }
}
