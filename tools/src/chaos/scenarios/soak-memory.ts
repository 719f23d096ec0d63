/** What the processes held at a moment, in MB. */
export interface MemorySample {
  /** Since the load began. */
  readonly atMs: number;
  readonly api: number;
  readonly worker: number;
}

const MINUTE_MS = 60_000;
/** Until caches, connections and compiled code are what they stay. */
const WARM_UP_MS = 5 * MINUTE_MS;
const WINDOW_MS = 10 * MINUTE_MS;
/** Shorter runs say nothing. */
const JUDGED_FROM_MS = 20 * MINUTE_MS;

/**
 * By what share the memory of the last ten minutes is above that of the first ten after the warm-up, on average; below 0 when it
 * shrank. Null when the run was too short, or the memory is not known.
 */
export function growthOf(samples: readonly MemorySample[], process: 'api' | 'worker', lastedMs: number): number | null {
  if (lastedMs < JUDGED_FROM_MS) return null;
  const mean = (from: number, to: number): number | null => {
    const within = samples.filter(({ atMs }) => atMs >= from && atMs < to);
    return within.length === 0 ? null : within.reduce((sum, sample) => sum + sample[process], 0) / within.length;
  };
  const first = mean(WARM_UP_MS, WARM_UP_MS + WINDOW_MS);
  const last = mean(lastedMs - WINDOW_MS, Infinity);
  return first === null || last === null ? null : last / first - 1;
}
