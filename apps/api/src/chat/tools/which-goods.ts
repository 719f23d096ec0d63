import { isUUID } from 'class-validator';
import { DomainError } from '@tor/kernel/domain-error';
import type { GoodsView } from '../../goods/dto/goods.view.js';
import { toGoodsView } from '../../goods/dto/goods.view.js';
import type { GoodsService } from '../../goods/goods.service.js';
import type { Turn } from './turn.js';

/** Asked back where a name is not clear: nothing was looked up or proposed. */
export interface WhichGoods {
  readonly question: string;
  readonly candidates: readonly Pick<GoodsView, 'id' | 'name' | 'price' | 'stock_quantity'>[];
}

/**
 * Goes on with the goods that the owner named, or answers with the question which one is meant. It never guesses.
 * @param asked a name, SKU or id
 */
export async function withGoods(
  service: GoodsService,
  turn: Turn,
  asked: string,
  goOn: (goodsId: string) => Promise<object>,
): Promise<object> {
  if (isUUID(asked)) return goOn(asked);
  const match = await service.named(turn.tenantId, asked);
  if (match.kind === 'one') return goOn(match.goods.id);
  return whichGoods(
    service,
    turn,
    asked,
    match.candidates.map(({ id }) => id),
  );
}

async function whichGoods(
  service: GoodsService,
  { tenantId, words }: Turn,
  asked: string,
  ids: readonly string[],
): Promise<WhichGoods> {
  const found = await Promise.all(ids.map((id) => stillThere(service.detail(tenantId, id))));
  const candidates = found.flatMap((one) => {
    if (!one) return [];
    const { id, name, price, stock_quantity } = toGoodsView(one.goods);
    return [{ id, name, price, stock_quantity }];
  });
  const question = candidates.length === 0 ? words.say.noGoods(asked) : words.say.whichGoods(asked);
  return { question, candidates };
}

/** Null where another device has taken the goods away in between. */
async function stillThere<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'goods_not_found') return null;
    throw error;
  }
}
