import { setFlagsFromString } from 'node:v8';

/**
 * What an answer is made of is garbage a moment later. V8 counts how much of what a line of code makes is still in use when garbage
 * is collected; where that was much in one busy moment, it makes all of it among the long-lived objects from then on, where
 * garbage lies longer and costs more. Here that is always a mistake, and shows in the rate and the p99 of lists.
 *
 * Imported before anything else, so that V8 has nothing counted yet.
 */
setFlagsFromString('--no-allocation-site-pretenuring');
