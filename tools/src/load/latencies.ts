import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';

/** What a number of requests took, in milliseconds. */
export interface LatencySummary {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

const MICROSECONDS = 1000;

/** How long requests took, kept as a histogram: a million of them take no more memory than ten. */
export class Latencies {
  readonly #histogram: RecordableHistogram = createHistogram();

  add(ms: number): void {
    this.#histogram.record(Math.max(1, Math.round(ms * MICROSECONDS)));
  }

  addAll(others: Latencies): void {
    this.#histogram.add(others.#histogram);
  }

  summary(): LatencySummary {
    const of = (percentile: number): number => this.#histogram.percentile(percentile) / MICROSECONDS;
    const { count } = this.#histogram;
    return count === 0
      ? { count: 0, p50: 0, p95: 0, p99: 0, max: 0 }
      : { count, p50: of(50), p95: of(95), p99: of(99), max: this.#histogram.max / MICROSECONDS };
  }

  reset(): void {
    this.#histogram.reset();
  }
}

/** `p50 3 ms, p99 41 ms` */
export function inWords({ p50, p99 }: LatencySummary): string {
  return `p50 ${rounded(p50)} ms, p99 ${rounded(p99)} ms`;
}

function rounded(ms: number): string {
  return ms < 10 ? ms.toFixed(1) : String(Math.round(ms));
}
