import { foldedName } from './known-goods.js';

/** A line that adds goods. */
export interface NewGoodsLine {
  readonly line: number;
  readonly id?: string | null | undefined;
  readonly sku?: string | null | undefined;
  readonly name: string;
}

/**
 * Notices lines that add the same goods twice. Lines with ids of their own are told apart by these; a line without one means
 * what another line adds under its SKU, or under its name where no SKU says otherwise.
 */
export class NewGoods {
  /** The first line of each kind, by what it says. */
  readonly #lines = new Map<string, number>();

  /** @returns the earlier line that adds the same goods, null when there is none */
  add({ line, id, sku, name }: NewGoodsLine): number | null {
    const folded = foldedName(name);
    // Two lines with ids are compared by these alone, so names and SKUs of such lines are kept apart.
    const bySku = (withId: boolean): string => `sku ${withId} ${sku}`;
    const byName = (withId: boolean, withSku: boolean): string => `name ${withId} ${withSku} ${folded}`;
    const comparable = id ? [false] : [false, true];
    const same = [
      ...(id ? [`id ${id}`] : []),
      ...comparable.flatMap((withId) => [...(sku ? [bySku(withId)] : [byName(withId, true)]), byName(withId, false)]),
    ];
    const earlier = same.flatMap((key) => this.#lines.get(key) ?? []);
    const own = [byName(Boolean(id), Boolean(sku)), ...(id ? [`id ${id}`] : []), ...(sku ? [bySku(Boolean(id))] : [])];
    for (const key of own) if (!this.#lines.has(key)) this.#lines.set(key, line);
    return earlier.length === 0 ? null : Math.min(...earlier);
  }
}
