import { QueueEvents, type QueueOptions } from 'bullmq';
import { FORECAST_QUEUE } from './forecast-jobs.js';
import type { QueueBackend } from './queue-backend.js';

/** Told that something about a job has changed: its state, or how far it is. */
type Listener = () => void;

/** One stream of the queue's events for this process, however many listen to it. Opened when the first one does. */
export class JobEvents {
  readonly #listeners = new Map<string, Set<Listener>>();
  #events: QueueEvents | undefined;

  constructor(
    private readonly backend: QueueBackend,
    private readonly onError: (error: Error) => void,
  ) {}

  /** The events as BullMQ has them. */
  get stream(): QueueEvents {
    this.#events ??= this.#open();
    return this.#events;
  }

  /**
   * Calls `listener` at all news of a job from when the promise settles. News can be missed while the queue is out of reach.
   * @returns ends it
   */
  async watch(jobId: string, listener: Listener): Promise<() => void> {
    const ofJob = this.#listeners.get(jobId) ?? new Set();
    this.#listeners.set(jobId, ofJob.add(listener));
    const unwatch = (): void => {
      ofJob.delete(listener);
      if (ofJob.size === 0 && this.#listeners.get(jobId) === ofJob) this.#listeners.delete(jobId);
    };
    try {
      await this.stream.waitUntilReady();
    } catch (error) {
      unwatch();
      throw error;
    }
    return unwatch;
  }

  async close(): Promise<void> {
    await this.#events?.close();
  }

  #open(): QueueEvents {
    const events = new QueueEvents(FORECAST_QUEUE, {
      connection: this.backend.connection as QueueOptions['connection'],
    });
    events.on('error', this.onError);
    // Every request that waits for its forecast listens.
    events.setMaxListeners(0);
    const tell = ({ jobId }: { jobId: string }): void => {
      for (const listener of [...(this.#listeners.get(jobId) ?? [])]) listener();
    };
    events.on('active', tell);
    events.on('progress', tell);
    events.on('waiting', tell);
    events.on('delayed', tell);
    events.on('completed', tell);
    events.on('failed', tell);
    return events;
  }
}
