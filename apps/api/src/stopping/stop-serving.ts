import { setTimeout as pause } from 'node:timers/promises';
import type { Connections } from './connections.js';
import type { Stopping } from './stopping.js';

/** After so long, counted from the request to stop, nobody waits for forecasts and language models any more. */
const HURRY_AFTER_MS = 5500;
/** After so long connections are cut off. Whoever stops this process kills it after 10 s. */
const CUT_OFF_AFTER_MS = 8000;
/** How much longer connections are accepted where they keep coming. */
const NOBODY_CONNECTS_WITHIN_MS = 1000;
/** A connection without a request for so long is taken for one that nobody is about to use. */
const QUIET_MS = 500;

/**
 * Ends the serving of requests so that every request that was sent is answered: says to balancers that others are to be asked
 * from now on, goes on serving for `delayMs` until they have noticed, then accepts no more connections and answers what is there.
 * @param delayMs 5000 at the most
 * @returns how many requests were cut off, because they took too long
 */
export async function stopServing(connections: Connections, stopping: Stopping, delayMs: number): Promise<number> {
  const asked = Date.now();
  stopping.begin();
  connections.sayClose();
  const hurry = setTimeout(() => stopping.hurry(), HURRY_AFTER_MS);
  try {
    await pause(delayMs);
    await connections.stopListening(NOBODY_CONNECTS_WITHIN_MS);
    return await connections.over(QUIET_MS, asked + CUT_OFF_AFTER_MS);
  } finally {
    clearTimeout(hurry);
  }
}
