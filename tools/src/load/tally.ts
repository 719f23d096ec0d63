import { Latencies } from './latencies.js';

const EXAMPLES = 10;

/** What became of the requests of a load: what each kind took, and what was answered otherwise than it had to be. */
export class Tally {
  readonly all = new Latencies();
  readonly #kinds = new Map<string, Latencies>();
  readonly #statuses = new Map<number, number>();
  readonly wrong: string[] = [];
  #wrongCount = 0;

  add(kind: string, status: number, ms: number): void {
    let latencies = this.#kinds.get(kind);
    if (!latencies) this.#kinds.set(kind, (latencies = new Latencies()));
    latencies.add(ms);
    this.all.add(ms);
    this.#statuses.set(status, (this.#statuses.get(status) ?? 0) + 1);
  }

  /** Notes an answer, or the lack of one, that should not be. The first ones are kept. */
  addWrong(what: string): void {
    this.#wrongCount++;
    if (this.wrong.length < EXAMPLES) this.wrong.push(what);
  }

  get wrongCount(): number {
    return this.#wrongCount;
  }

  /** How often each status was answered, such as `200: 812, 404: 3`. */
  get statuses(): string {
    const counts = [...this.#statuses].sort(([a], [b]) => a - b);
    return counts.map(([status, count]) => `${status}: ${count}`).join(', ');
  }

  get kinds(): ReadonlyMap<string, Latencies> {
    return this.#kinds;
  }
}
