import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const PROBE = new URL('./loop-delay-probe.js', import.meta.url);

/** Since it was last asked, in milliseconds. */
export interface LoopDelay {
  readonly p99: number;
  readonly max: number;
}

/** Watches the event loop of one process from outside. */
export class LoopDelayWatch {
  readonly #file: URL;

  /** @param path of a file that the process may write */
  constructor(path: string) {
    this.#file = pathToFileURL(path);
  }

  /** The variables to start the process with. */
  get env(): Readonly<Record<string, string>> {
    return { NODE_OPTIONS: `--import ${PROBE.href}?file=${encodeURIComponent(this.#file.href)}` };
  }

  /** Has the process write what was since it was last asked; `read` tells it once it is there. */
  ask(pid: number): void {
    rmSync(fileURLToPath(this.#file), { force: true });
    process.kill(pid, 'SIGUSR2');
  }

  /** Null: the process has not written yet. */
  read(): LoopDelay | null {
    try {
      return JSON.parse(readFileSync(this.#file, 'utf8')) as LoopDelay;
    } catch {
      return null;
    }
  }
}
