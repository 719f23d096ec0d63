/** Items of which the one with the largest ratio is at the top; those that tie are in their first order. */
export class RatioHeap<Item> {
  readonly #entries: { readonly item: Item; readonly place: number; ratio: number }[];
  readonly #ratioOf: (item: Item) => number;

  constructor(items: readonly Item[], ratioOf: (item: Item) => number) {
    this.#ratioOf = ratioOf;
    this.#entries = items.map((item, place) => ({ item, place, ratio: ratioOf(item) }));
    for (let parent = (this.#entries.length >> 1) - 1; parent >= 0; parent--) this.#sink(parent);
  }

  get size(): number {
    return this.#entries.length;
  }

  /** @throws Error when there is none */
  get top(): Item {
    const [top] = this.#entries;
    if (!top) throw new Error('The heap is empty');
    return top.item;
  }

  /** Puts the top where its ratio, which has fallen, belongs. */
  sinkTop(): void {
    const [top] = this.#entries;
    if (top) top.ratio = this.#ratioOf(top.item);
    this.#sink(0);
  }

  removeTop(): void {
    const last = this.#entries.pop();
    if (!last || this.#entries.length === 0) return;
    this.#entries[0] = last;
    this.#sink(0);
  }

  #sink(start: number): void {
    const entries = this.#entries;
    for (let parent = start; ;) {
      let first = parent;
      for (const child of [2 * parent + 1, 2 * parent + 2]) {
        if (child < entries.length && this.#isBefore(child, first)) first = child;
      }
      const [above, below] = [entries[parent], entries[first]];
      if (first === parent || !above || !below) return;
      entries[parent] = below;
      entries[first] = above;
      parent = first;
    }
  }

  #isBefore(index: number, other: number): boolean {
    const [a, b] = [this.#entries[index], this.#entries[other]];
    return !!a && !!b && (a.ratio > b.ratio || (a.ratio === b.ratio && a.place < b.place));
  }
}
