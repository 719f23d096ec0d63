import { DomainError } from '@tor/kernel/domain-error';
import type { Goods } from '@tor/persistence/entities/goods.entity';
import type { NewCountLine } from '@tor/persistence/repositories/stock-count.repository';
import type { TenantScope } from '@tor/persistence/tenant-scope';
import { ValidationProblem } from '../http/validation.js';
import type { CountLineInput } from './dto/stock-count-input.js';
import { firstOf } from './first-of.js';

/**
 * Holds the goods and sets beside each counted quantity what the books held at its moment, and what a unit cost. Lines
 * without a quantity are left out.
 * @throws DomainError `goods_not_found`, `goods_archived`
 * @throws ValidationProblem when a moment is before the count was opened or yet to come
 */
export async function freezeLines(
  shop: TenantScope,
  openedAt: Date,
  inputs: readonly CountLineInput[],
): Promise<NewCountLine[]> {
  const goods = await holdCounted(shop, inputs);
  const now = await shop.stock.now();
  const counted = inputs.flatMap(({ goods_id, counted_quantity, counted_at }, index) => {
    const held = goods.get(goods_id);
    if (!held || counted_quantity === null) return [];
    return [{ index, goods: held, quantity: counted_quantity, at: counted_at ? new Date(counted_at) : null }];
  });
  refuseImpossibleMoments(counted, openedAt, now);
  const movedSince = await shop.stock.movedSince(
    counted.flatMap(({ goods: { id }, at }) => (at ? [{ goodsId: id, at }] : [])),
  );
  return counted.map(({ goods: { id, stockQuantity, costPrice }, quantity, at }) => ({
    goodsId: id,
    countedQuantity: quantity,
    expectedQuantity: stockQuantity - (movedSince.get(id) ?? 0),
    unitCost: costPrice,
    countedAt: at ?? now,
  }));
}

/** Holds the goods of all lines. Only those that are counted have to be on sale: any line can be taken back. */
async function holdCounted(shop: TenantScope, inputs: readonly CountLineInput[]): Promise<Map<string, Goods>> {
  const held = await shop.goods.holdAll(inputs.map(({ goods_id }) => goods_id));
  const goods = new Map(held.map((one) => [one.id, one]));
  const unknown = inputs.filter(({ goods_id }) => !goods.has(goods_id));
  if (unknown.length > 0) {
    const ids = firstOf(unknown.map(({ goods_id }) => goods_id));
    throw new DomainError('goods_not_found', `There are no goods of these ids: ${ids}`);
  }
  const archived = inputs.flatMap(({ goods_id, counted_quantity }) => {
    const one = goods.get(goods_id);
    return one?.archivedAt && counted_quantity !== null ? [`"${one.name}"`] : [];
  });
  if (archived.length > 0) throw new DomainError('goods_archived', `These goods are archived: ${firstOf(archived)}`);
  return goods;
}

function refuseImpossibleMoments(
  counted: readonly { readonly index: number; readonly at: Date | null }[],
  openedAt: Date,
  now: Date,
): void {
  const problems = counted.flatMap(({ index, at }) => {
    if (at === null || (openedAt <= at && at <= now)) return [];
    const wrong = at < openedAt ? `before the count was opened, ${openedAt.toISOString()}` : 'in the future';
    return [{ field: `lines.${index}.counted_at`, message: `counted_at must not be ${wrong}` }];
  });
  if (problems.length > 0) throw new ValidationProblem(problems);
}
