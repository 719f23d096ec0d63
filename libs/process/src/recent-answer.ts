import { performance } from 'node:perf_hooks';

export interface AskingRules {
  /** How long an answer counts as new, a failure too. */
  readonly keepMs: number;
  /** How long anybody waits for an answer. */
  readonly patienceMs: number;
}

/**
 * Asks for something that costs others work, at most once at a time and once in a while, however often it is wanted. A question
 * that is not answered in time is not put again until it is.
 */
export class RecentAnswer<T> {
  #asked: Promise<T | null> | undefined;
  #answeredAt = -Infinity;

  constructor(
    private readonly ask: () => Promise<T>,
    private readonly rules: AskingRules,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @returns null when there is no answer in time, or only a failure */
  async get(): Promise<T | null> {
    if (this.#asked === undefined || this.now() - this.#answeredAt >= this.rules.keepMs) this.#ask();
    return inTime(this.#asked ?? Promise.resolve(null), this.rules.patienceMs);
  }

  #ask(): void {
    // Until it is answered, it is the latest one.
    this.#answeredAt = Infinity;
    this.#asked = this.ask()
      .catch(() => null)
      .finally(() => (this.#answeredAt = this.now()));
  }
}

/** What a promise comes to; null when that takes longer. */
async function inTime<T>(promise: Promise<T | null>, patienceMs: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
