import type { EntityManager } from 'typeorm';
import type { TenantId } from '@tor/kernel/tenant-id';

/** Of a longer text, the rest is looked for in the goods that begin alike. */
export const LONGEST_SUFFIX = 32;

/**
 * The places at which name and category of goods can be read from, as rows of `goods_search`.
 * @param goods what chooses the goods: what follows WHERE
 * @param archived an expression
 */
export function placesIn(goods: string, archived: string): string {
  return `SELECT DISTINCT goods.user_id, ${archived} AS archived, substr(said.text, place, ${LONGEST_SUFFIX}) COLLATE "C" AS suffix,
                 goods.created_at, goods.id AS goods_id, said.in_name
            FROM goods, LATERAL (VALUES (lower(goods.name), true), (lower(goods.category), false)) AS said (text, in_name),
                 generate_series(1, length(said.text)) AS place
           WHERE ${goods}`;
}

/**
 * What chooses the rows of `goods_search` that begin with a text, letter case aside, in the order of the index: whatever is looked for,
 * no row is read that does not belong. Row-level security lets only functions that cannot leak go before its policy; the comparison
 * of texts is one, looking into a text is not.
 * @param text an expression
 */
export function beginsWith(text: string): string {
  const looked = `left(lower(${text}), ${LONGEST_SUFFIX})`;
  // The last character there is: whatever begins with the text comes before the text with this behind it. In queries of their own,
  // so that the plan is the same whatever the text, and is kept.
  return `suffix >= (SELECT ${looked}) AND suffix < (SELECT ${looked} || chr(1114111))`;
}

/** Where the words of one shop's goods are found. Whoever changes a name or a category, or archives goods, changes it here. */
export class GoodsSearchRepository {
  readonly #manager: EntityManager;
  readonly #userId: TenantId;

  constructor(manager: EntityManager, userId: TenantId) {
    this.#manager = manager;
    this.#userId = userId;
  }

  /** Adds goods as they are now. */
  async add(goodsIds: readonly string[]): Promise<void> {
    await this.#manager.query(
      `INSERT INTO goods_search (user_id, archived, suffix, created_at, goods_id, in_name)
       ${placesIn('goods.user_id = $1 AND goods.id = ANY ($2::uuid[])', 'goods.archived_at IS NOT NULL')}`,
      [this.#userId, goodsIds],
    );
  }

  /**
   * Takes goods out, whose name and category are still those with which they were added.
   * @param archived whether they were archived then
   */
  async remove(goodsIds: readonly string[], archived: boolean): Promise<void> {
    await this.#manager.query(
      `DELETE FROM goods_search USING (
         ${placesIn('goods.user_id = $1 AND goods.id = ANY ($2::uuid[])', '$3::boolean')}) AS place
        WHERE goods_search.user_id = $1 AND goods_search.archived = place.archived AND goods_search.suffix = place.suffix
          AND goods_search.created_at = place.created_at AND goods_search.goods_id = place.goods_id
          AND goods_search.in_name = place.in_name`,
      [this.#userId, goodsIds, archived],
    );
  }
}
