import type { Queue } from 'bullmq';
import { DomainError } from '@tor/kernel/domain-error';

/** A count is believed for so long: what others add meanwhile comes on top of the limit. */
const COUNT_KEPT_MS = 1000;

/** A worker's core makes about six forecasts in that time, and each makes room for one. */
const RETRY_AFTER_SECONDS = 60;

/** The schedule of the nightly refresh is itself a job that waits for its time. */
const SCHEDULE = 1;

/** The queue holds as many forecasts as it may. */
export class QueueFull extends DomainError {
  constructor() {
    super('queue_full', 'Too many forecasts are waiting to be made, ask again in a minute', RETRY_AFTER_SECONDS);
  }
}

/**
 * How many more jobs the queue may hold. What persons ask for and what the nightly refresh asks for have as much room each, so
 * that a night of many shops closes the queue to nobody.
 */
export class QueueRoom {
  #waiting = 0;
  #countedAt = -Infinity;
  #counting: Promise<void> | undefined;

  /**
   * @param limit jobs of each kind that may wait
   * @param now a clock in milliseconds that never goes back
   */
  constructor(
    private readonly queue: Queue,
    private readonly limit: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Whether a person may add one. The queue is asked once a second at the most, however many ask here. */
  async isFull(): Promise<boolean> {
    if (this.now() - this.#countedAt >= COUNT_KEPT_MS) {
      this.#counting ??= this.#count().finally(() => (this.#counting = undefined));
      await this.#counting;
    }
    return this.#waiting >= this.limit;
  }

  /** Tells that a person has added one. */
  added(): void {
    this.#waiting += 1;
  }

  /** How many the nightly refresh may add; 0 or more. */
  async nightlyRoom(): Promise<number> {
    const { prioritized = 0, delayed = 0 } = await this.queue.getJobCounts('prioritized', 'delayed');
    return Math.max(0, this.limit + SCHEDULE - prioritized - delayed);
  }

  async #count(): Promise<void> {
    const { waiting = 0 } = await this.queue.getJobCounts('waiting');
    this.#waiting = waiting;
    this.#countedAt = this.now();
  }
}
