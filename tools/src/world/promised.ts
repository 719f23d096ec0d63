/** The promise did not hold; the message says what was seen. */
export class PromiseBroken extends Error {}

/** The machine lacks what the scenario needs; the message says what. */
export class NotRun extends Error {}

/** @throws PromiseBroken saying `seen`, unless it holds */
export function promised(holds: boolean, seen: string): asserts holds {
  if (!holds) throw new PromiseBroken(seen);
}
