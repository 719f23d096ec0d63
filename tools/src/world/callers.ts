import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, Call, Shop } from './shop.js';

/** One kind of request that callers make again and again. */
export interface Habit {
  /** In the figures, such as `GET goods`. */
  readonly name: string;
  readonly shop: Shop;
  readonly call: () => Call;
  /** Told the status of each answer. */
  readonly heard?: (status: number) => void;
  /** What else than a 2xx, or a 503 that says when to come back, is an answer to expect. */
  readonly expects?: (answer: Answer) => boolean;
}

/** What callers were answered. */
export interface Tally {
  /** Answers by habit and status. */
  readonly counts: Readonly<Record<string, number>>;
  /** Answers that nobody should get, in words. */
  readonly unexpected: readonly string[];
  /** The longest wait for an answer. */
  readonly worstMs: number;
}

const BETWEEN_MS = 20;

/** Makes every habit's request over and over, each one after its last answer, until it is stopped. */
export class Callers {
  readonly #counts = new Map<string, number>();
  readonly #unexpected: string[] = [];
  readonly #stop = new AbortController();
  readonly #running: readonly Promise<void>[];
  #worstMs = 0;

  constructor(habits: readonly Habit[]) {
    this.#running = habits.map((habit) => this.#keepCalling(habit));
    // Whoever waits for the end is told; until then nobody listens.
    for (const running of this.#running) running.catch(() => undefined);
  }

  /** How often a habit has got a status. */
  count(name: string, status: number): number {
    return this.#counts.get(`${name} ${status}`) ?? 0;
  }

  /** Waits for the answers that are under way. */
  async stop(): Promise<Tally> {
    this.#stop.abort();
    await Promise.all(this.#running);
    return { counts: Object.fromEntries(this.#counts), unexpected: this.#unexpected, worstMs: this.#worstMs };
  }

  async #keepCalling({ name, shop, call, heard, expects = () => false }: Habit): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const request = call();
      const answer = await shop.call(request);
      heard?.(answer.status);
      const key = `${name} ${answer.status}`;
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
      this.#worstMs = Math.max(this.#worstMs, answer.ms);
      if (!isGood(answer) && !expects(answer)) {
        this.#unexpected.push(`${key} (${request.path}): ${JSON.stringify(answer.body)}`);
      }
      await pause(BETWEEN_MS);
    }
  }
}

/** Done, or to be waited out. */
export function isGood({ status, headers }: Answer): boolean {
  return (status >= 200 && status < 300) || (status === 503 && Number(headers.get('retry-after')) > 0);
}
