import type { KnownGoods } from '@tor/persistence/repositories/transfer.repository';

/** What a line says of the goods that it means. */
export interface GoodsMention {
  readonly id?: string | null | undefined;
  readonly sku?: string | null | undefined;
  readonly name?: string | null | undefined;
}

/** Which goods a line means. */
export type Match =
  | { readonly kind: 'one'; readonly goods: KnownGoods }
  | { readonly kind: 'none' }
  /** There are several of this name or SKU. */
  | { readonly kind: 'several'; readonly by: 'sku' | 'name' };

/** The goods of a shop, to be found by what a file says of them. */
export class KnownGoodsIndex {
  readonly #byId = new Map<string, KnownGoods>();
  readonly #bySku = new Map<string, Namesakes>();
  readonly #byName = new Map<string, Namesakes>();
  /** Those without a SKU. */
  readonly #byNameAlone = new Map<string, Namesakes>();

  add(goods: KnownGoods): void {
    this.#byId.set(goods.id, goods);
    count(this.#byName, foldedName(goods.name), goods);
    if (goods.sku === null) count(this.#byNameAlone, foldedName(goods.name), goods);
    else count(this.#bySku, goods.sku, goods);
  }

  /**
   * By id, else by SKU, else by name, letter case aside. By name never those of another SKU than the line says: variants may
   * share a name.
   * @param archived whether archived goods are meant where no others are; by id they always are
   */
  find({ id, sku, name }: GoodsMention, archived: boolean): Match {
    const known = id ? this.#byId.get(id) : undefined;
    if (known) return { kind: 'one', goods: known };
    const bySku = match(sku ? this.#bySku.get(sku) : undefined, archived, 'sku');
    if (bySku.kind !== 'none' || !name) return bySku;
    return match((sku ? this.#byNameAlone : this.#byName).get(foldedName(name)), archived, 'name');
  }
}

/** A name as names are compared. */
export function foldedName(name: string): string {
  return name.trim().toLowerCase();
}

/** Goods of one name or SKU: as many as it takes to tell one from several. */
interface Namesakes {
  readonly active: KnownGoods[];
  readonly archived: KnownGoods[];
}

function count(index: Map<string, Namesakes>, key: string, goods: KnownGoods): void {
  const namesakes = index.get(key) ?? { active: [], archived: [] };
  index.set(key, namesakes);
  const those = goods.archived ? namesakes.archived : namesakes.active;
  if (those.length < 2) those.push(goods);
}

function match(namesakes: Namesakes | undefined, archived: boolean, by: 'sku' | 'name'): Match {
  const meant = archived && namesakes?.active.length === 0 ? namesakes.archived : (namesakes?.active ?? []);
  const [goods, another] = meant;
  if (!goods) return { kind: 'none' };
  return another ? { kind: 'several', by } : { kind: 'one', goods };
}
