import { appendFileSync } from 'node:fs';
import type { LoggerService } from '@nestjs/common';
import type { LineLog } from '@tor/supervisor/line-log';

const LAST_LINES = 30;

/** What database, API and worker write: kept in a file, its end also here, to be shown when something fails. */
export class DemoLog {
  readonly #last: string[] = [];

  constructor(
    readonly file: string,
    private readonly alsoTo: LineLog | null,
  ) {}

  /** Takes one line. */
  readonly write: LineLog = (line) => {
    this.#last.push(line);
    if (this.#last.length > LAST_LINES) this.#last.shift();
    appendFileSync(this.file, `${line}\n`);
    this.alsoTo?.(line);
  };

  /** The latest lines, oldest first; none when they were shown as they came. */
  get unseenEnd(): readonly string[] {
    return this.alsoTo === null ? this.#last : [];
  }

  /** For the parts of Nest that run within the demo itself. */
  get forNest(): LoggerService {
    const write = (message: unknown): void => this.write(`demo   | ${String(message)}`);
    return { log: () => undefined, warn: write, error: write, fatal: write };
  }
}
