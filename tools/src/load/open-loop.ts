import { setTimeout as pause } from 'node:timers/promises';

const TICK_MS = 10;

export interface ArrivalOptions {
  readonly perSecond: number;
  /** When so many are under way, the next ones do not come until one is over: the rate falls. Left out: they come. */
  readonly mostAtOnce?: number;
  /** When it aborts no more arrive; what has arrived is waited for. */
  readonly signal: AbortSignal;
}

/**
 * Has requests arrive at a fixed rate, however long the ones before take: as customers come, who do not wait for each other.
 * What a request took counts from when it was due, so that a server that holds everybody up is charged for all who wait.
 * @param send is told its number and when it was due, as `performance.now()` gives it; it must not throw
 */
export async function arrivals(
  { perSecond, mostAtOnce = Infinity, signal }: ArrivalOptions,
  send: (number: number, due: number) => Promise<void>,
): Promise<void> {
  const gapMs = 1000 / perSecond;
  const under = new Set<Promise<void>>();
  let due = performance.now();
  for (let number = 0; !signal.aborted;) {
    const now = performance.now();
    for (; due <= now && under.size < mostAtOnce; number++, due += gapMs) {
      const one = send(number, due).finally(() => under.delete(one));
      under.add(one);
    }
    // Who did not come does not come later all at once.
    if (under.size >= mostAtOnce) due = Math.max(due, now);
    await pause(TICK_MS);
  }
  await Promise.all(under);
}
