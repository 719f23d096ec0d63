import { Injectable } from '@nestjs/common';

/** Whether this process is stopping, for whoever has to behave otherwise then. */
@Injectable()
export class Stopping {
  readonly #begun = new AbortController();
  readonly #hurried = new AbortController();

  /** Aborted when the process was asked to stop. Requests are still taken and answered. */
  get begun(): AbortSignal {
    return this.#begun.signal;
  }

  /** Aborted when the time is nearly over: who waits for something that may come later answers without it now. */
  get hurried(): AbortSignal {
    return this.#hurried.signal;
  }

  begin(): void {
    this.#begun.abort();
  }

  hurry(): void {
    this.#hurried.abort();
  }
}
