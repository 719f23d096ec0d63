import { setTimeout as pause } from 'node:timers/promises';
import { EXIT_START_REFUSED } from '@tor/kernel/start-refused';
import { type ChildSpec, type Exit, RunningChild } from './child-process.js';
import type { LineLog } from './line-log.js';
import { StackFailure } from './stack-failure.js';

/** When to start a program again that has ended unasked. */
export interface RestartPolicy {
  /** The wait before the first restart; it doubles with each that follows. */
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** A run of this length counts as a success: the next wait is the first one again. */
  readonly stableMs: number;
  /** So many ends in a row before the program was ever ready mean that it never will be. */
  readonly failuresBeforeReady: number;
}

export const DEFAULT_RESTARTS: RestartPolicy = {
  firstDelayMs: 1000,
  maxDelayMs: 30_000,
  stableMs: 60_000,
  failuresBeforeReady: 3,
};

function describe({ code, signal }: Exit): string {
  return signal === null ? `with code ${code ?? 'unknown'}` : `by ${signal}`;
}

/** A program that is kept running until it is stopped. */
export class Service {
  /** Settles at the first time the program is ready, with what it said. */
  readonly ready: Promise<Record<string, unknown>>;
  /** Settles when the program cannot be kept running. */
  readonly failed: Promise<StackFailure>;
  private readonly waiting: (() => void)[] = [];
  private readonly stopping = new AbortController();
  private readonly loop: Promise<void>;
  private current: RunningChild | undefined;

  constructor(
    private readonly spec: ChildSpec,
    private readonly log: LineLog,
    private readonly restarts: RestartPolicy,
  ) {
    let whenReady: (message: Record<string, unknown>) => void = () => undefined;
    let whenFailed: (failure: StackFailure) => void = () => undefined;
    this.ready = new Promise((resolve) => (whenReady = resolve));
    this.failed = new Promise((resolve) => (whenFailed = resolve));
    this.loop = this.keepRunning(whenReady).then((failure) => {
      if (failure !== undefined) whenFailed(failure);
    });
  }

  /** The process that runs the program now. */
  get pid(): number | undefined {
    return this.current?.pid;
  }

  /** Settles at the next time the program becomes ready: after a restart, when it is ready now. */
  readyAgain(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Ends the program for good. */
  async stop(graceMs: number): Promise<void> {
    this.stopping.abort();
    await this.current?.stop(graceMs);
    await this.loop;
  }

  private async keepRunning(whenReady: (message: Record<string, unknown>) => void): Promise<StackFailure | undefined> {
    let delay = this.restarts.firstDelayMs;
    let everReady = false;
    for (let failures = 1; ; failures++) {
      const started = Date.now();
      this.current = new RunningChild(this.spec, this.log);
      void this.current.ready.then((message) => {
        everReady = true;
        whenReady(message);
        for (const resolve of this.waiting.splice(0)) resolve();
      });
      const exit = await this.current.exit;
      this.current = undefined;
      if (this.stopping.signal.aborted) return undefined;
      const ended = `ended ${describe(exit)}`;
      if (exit.code === EXIT_START_REFUSED)
        return new StackFailure(`${this.spec.name} ${ended}: see its message`, EXIT_START_REFUSED);
      if (!everReady && failures >= this.restarts.failuresBeforeReady) {
        return new StackFailure(`${this.spec.name} ${ended}, ${failures} times in a row without ever being ready`);
      }
      if (Date.now() - started >= this.restarts.stableMs) delay = this.restarts.firstDelayMs;
      this.log(`${ended}; starting it again in ${delay / 1000} s`);
      await pause(delay, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      if (this.stopping.signal.aborted) return undefined;
      delay = Math.min(delay * 2, this.restarts.maxDelayMs);
    }
  }
}
