import { type Exit, RunningChild } from '@tor/supervisor/child-process';
import type { LineLog } from '@tor/supervisor/line-log';
import type { Program } from '@tor/supervisor/programs';

const GRACE_MS = 15_000;

/** An API or worker process, which nobody starts again but the scenario. */
export class WorldProcess {
  #child: RunningChild | undefined;
  #asked = false;
  #unasked: Exit | null = null;
  #url = '';

  /** @param name in the log, such as `api 2` */
  constructor(
    readonly name: string,
    private readonly program: Program,
    private env: NodeJS.ProcessEnv,
    private readonly log: LineLog,
  ) {}

  /** Of the process that runs now. */
  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Where an API is reached, also after it was started again. */
  get url(): string {
    return this.#url;
  }

  /** How it ended without having been asked to; null when it did not. */
  get unasked(): Exit | null {
    return this.#unasked;
  }

  /**
   * Starts it and waits until it is ready.
   * @throws Error when it ends before
   */
  async start(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const child = new RunningChild({ ...this.program, env: this.env }, this.log);
    this.#child = child;
    this.#asked = false;
    void child.exit.then((exit) => {
      if (!this.#asked && this.#child === child) this.#unasked = exit;
    });
    const ended = child.exit.then(({ code, signal: by }) => {
      throw new Error(`${this.name} ended (${by ?? `code ${code ?? 'unknown'}`}) before it was ready`);
    });
    ended.catch(() => undefined);
    const { url } = await Promise.race([child.ready, ended, aborted(signal)]);
    if (typeof url !== 'string') return;
    this.#url = `http://127.0.0.1:${new URL(url).port}`;
    this.env = { ...this.env, PORT: new URL(url).port };
  }

  /** Ends it without warning, and waits until it is gone. */
  async kill(): Promise<void> {
    this.#asked = true;
    if (this.pid > 0) process.kill(this.pid, 'SIGKILL');
    await this.#child?.exit;
    this.#child = undefined;
  }

  /** Asks it to end, as an operator would, and waits until it is gone. @returns how it ended; nothing when it did not run */
  async stop(): Promise<Exit | undefined> {
    this.#asked = true;
    const exit = await this.#child?.stop(GRACE_MS);
    this.#child = undefined;
    return exit;
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
