import { setTimeout as pause } from 'node:timers/promises';
import { PromiseBroken } from './promised.js';

const LOOK_AGAIN_MS = 50;

/**
 * Looks until it is so.
 * @param what completes "For 30 s ..."
 * @returns after how many milliseconds it was so
 * @throws PromiseBroken when it is not within `patienceMs`
 */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  { patienceMs, signal }: { readonly patienceMs: number; readonly signal: AbortSignal },
): Promise<number> {
  const started = Date.now();
  while (!(await isSo())) {
    if (Date.now() - started >= patienceMs) throw new PromiseBroken(`For ${patienceMs / 1000} s ${what}`);
    await pause(LOOK_AGAIN_MS, undefined, { signal });
  }
  return Date.now() - started;
}
