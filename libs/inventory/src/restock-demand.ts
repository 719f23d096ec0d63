/** A stretch of demand over which the probability of more falls in a straight line; `end` belongs to the next stretch. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly atStart: number;
  readonly atEnd: number;
}

/**
 * How likely the demand over a time is to be more than some units, made from its quantiles. Between two quantiles the
 * probability falls in a straight line, below the first one in a line from 1 at no demand. Beyond the last it falls
 * exponentially, by the same factor for each unit as between the last two; where these are equal, more is impossible.
 */
export class DemandDistribution {
  readonly #stretches: readonly Stretch[];
  /** Where the exponential tail begins, the probability of more there, and the natural logarithm of its factor a unit. */
  readonly #tailStart: number;
  readonly #tailProbability: number;
  readonly #tailLogFactor: number;

  /**
   * @param probabilities ascending, above 0 and below 1
   * @param quantiles the demand that is not exceeded with each of them, in units; where they do not ascend, or are below 0,
   * they are raised until they do
   * @throws Error when the lengths differ, there are none, or a value is not finite
   */
  constructor(probabilities: readonly number[], quantiles: readonly number[]) {
    if (probabilities.length === 0 || probabilities.length !== quantiles.length) {
      throw new Error(`${quantiles.length} quantiles cannot go with ${probabilities.length} probabilities`);
    }
    const stretches: Stretch[] = [];
    let [start, atStart] = [0, 1];
    let lastStretch: Stretch | undefined;
    quantiles.forEach((quantile, index) => {
      const atEnd = 1 - (probabilities[index] ?? NaN);
      if (!Number.isFinite(quantile) || !(atEnd > 0 && atEnd < atStart)) {
        throw new Error(`The quantile ${quantile} of ${1 - atEnd} is not one of an ascending row`);
      }
      lastStretch = undefined;
      if (quantile > start) {
        lastStretch = { start, end: quantile, atStart, atEnd };
        stretches.push(lastStretch);
        start = quantile;
      }
      atStart = atEnd;
    });
    this.#stretches = stretches;
    this.#tailStart = start;
    this.#tailProbability = lastStretch ? atStart : 0;
    this.#tailLogFactor = lastStretch
      ? Math.log(lastStretch.atEnd / lastStretch.atStart) / (lastStretch.end - lastStretch.start)
      : -Infinity;
  }

  /** The probability that more than `units` are wanted, 0 to 1; it never rises with `units`. */
  exceeding(units: number): number {
    if (units < 0) return 1;
    for (const stretch of this.#stretches) if (units < stretch.end) return probabilityAt(stretch, units);
    return this.#tailProbability === 0
      ? 0
      : this.#tailProbability * Math.exp(this.#tailLogFactor * (units - this.#tailStart));
  }

  /**
   * How many of `count` units on top of `onHand` are wanted on average: the sum of P(demand > onHand + k - 1) over k = 1 to
   * `count`. As quick for millions of units as for one.
   */
  expectedUse(onHand: number, count: number): number {
    let use = 0;
    let next = onHand;
    const after = onHand + count;
    for (const stretch of this.#stretches) {
      // The whole numbers from `next` on and before the end of the stretch: an arithmetic series.
      const end = Math.min(after, Math.ceil(stretch.end));
      if (next >= end) continue;
      use += ((probabilityAt(stretch, next) + probabilityAt(stretch, end - 1)) / 2) * (end - next);
      next = end;
    }
    if (next >= after || this.#tailProbability === 0) return use;
    const log = this.#tailLogFactor;
    return use + (this.exceeding(next) * Math.expm1(log * (after - next))) / Math.expm1(log);
  }

  /**
   * How many of the units on top of `onHand` are each wanted with at least a probability: they are the first ones.
   * @param probability above 0
   * @param most the answer is not above this
   */
  unitsWantedWith(probability: number, onHand: number, most: number): number {
    const last = this.#lastWantedWith(probability);
    let count = Math.min(most, Math.max(0, Math.floor(last) - onHand + 1));
    // What floating arithmetic missed, a unit at the most.
    while (count > 0 && this.exceeding(onHand + count - 1) < probability) count--;
    while (count < most && this.exceeding(onHand + count) >= probability) count++;
    return count;
  }

  /** About the largest demand that is exceeded with a probability. */
  #lastWantedWith(probability: number): number {
    if (probability > 1) return -1;
    for (const { start, end, atStart, atEnd } of this.#stretches) {
      if (atStart < probability) return start;
      if (atEnd < probability) return start + ((atStart - probability) / (atStart - atEnd)) * (end - start);
    }
    if (this.#tailProbability < probability) return this.#tailStart;
    return this.#tailStart + Math.log(probability / this.#tailProbability) / this.#tailLogFactor;
  }
}

function probabilityAt({ start, end, atStart, atEnd }: Stretch, units: number): number {
  return atStart + ((atEnd - atStart) * (units - start)) / (end - start);
}
