import { Random } from '../fuzz/random.js';

/**
 * Draws whole weeks with replacement: the same week for every goods of the shop, so that what sells together stays together.
 * @param held how many weeks there are to draw from, > 0
 * @returns one week's index, 0..held - 1, for each of `weeks`
 */
export function bootstrapWeeks(held: number, weeks: number, seed: number): number[] {
  if (!(Number.isInteger(held) && held > 0)) throw new Error(`There must be a week to draw from, not ${held}`);
  const random = new Random(seed);
  return random.list(weeks, () => random.int(0, held - 1));
}
