/** How scores are distributed, some of which are known to be no less than what was seen. */
export interface ScoreDistribution {
  /** Ascending. */
  readonly scores: Float64Array;
  /** The share of scores that are no more than the one in the same place. */
  readonly shares: Float64Array;
}

/**
 * The product-limit estimate (Kaplan and Meier 1958), by which stock rules learn demand from sales that a shelf ran short of
 * (Huh, Levi, Rusmevichientong and Orlin 2011): a score that was cut off counts as one of those above it. Without any, each
 * score has the same share.
 * @param members which of the scores
 * @param cutOff 1 for scores that are at least what was seen
 */
export function scoreDistribution(members: Uint32Array, scores: Float64Array, cutOff: Uint8Array): ScoreDistribution {
  const score = (index: number): number => scores[index] ?? 0;
  // Of equal scores those that are known come first: the others are the same or more.
  const order = members.slice().sort((a, b) => score(a) - score(b) || (cutOff[a] ?? 0) - (cutOff[b] ?? 0) || a - b);
  const shares = new Float64Array(order.length);
  let above = 1;
  order.forEach((index, place) => {
    const left = order.length - place;
    if (cutOff[index] !== 1) above *= (left - 1) / left;
    shares[place] = 1 - above;
  });
  return { scores: Float64Array.from(order, score), shares };
}

/**
 * Of n scores that are all known the ceil((n + 1) p)-th smallest, for p below .5 the floor((n + 1) p)-th; the largest or smallest
 * where there are too few for that.
 */
export function finiteSampleQuantile({ scores, shares }: ScoreDistribution, probability: number): number {
  const count = scores.length;
  const rank =
    probability >= 0.5
      ? Math.ceil((count + 1) * probability - 1e-9)
      : Math.max(1, Math.floor((count + 1) * probability + 1e-9));
  const wanted = rank / count - 1e-9;
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((shares[middle] ?? 1) >= wanted) high = middle;
    else low = middle + 1;
  }
  return scores[low] ?? 0;
}
