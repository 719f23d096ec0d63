import type { MovementDraft } from '@tor/inventory/stock';
import { countMovement, countObstacle } from '@tor/inventory/stock-count';
import { DomainError } from '@tor/kernel/domain-error';
import type { CountLineWithGoods } from '@tor/persistence/repositories/stock-count.repository';
import type { TenantScope } from '@tor/persistence/tenant-scope';
import { firstOf } from './first-of.js';

/**
 * Books one movement for every line that found another stock than the books, of archived goods too. The statements are as
 * many for ten thousand lines as for one. The caller holds the count's row.
 * @throws DomainError `stock_count_outdated` when another count of the same goods was closed since they were counted here,
 * `insufficient_stock` and `stock_limit_exceeded` when a stock would leave the books
 */
export async function bookVariances(
  shop: TenantScope,
  stockCountId: string,
  lines: readonly CountLineWithGoods[],
): Promise<void> {
  const held = await shop.goods.holdAll(lines.map(({ goodsId }) => goodsId));
  const onHand = new Map(held.map(({ id, stockQuantity }) => [id, stockQuantity]));
  refuseOutdated(lines, await shop.counts.outdatedGoods(stockCountId));
  const bookings = lines.flatMap((line): Booking[] => {
    const movement = countMovement(line);
    return movement ? [{ ...line, movement, onHand: onHand.get(line.goodsId) ?? 0 }] : [];
  });
  refuseOutsideBooks(bookings);
  await shop.stock.bookCount(stockCountId, bookings);
}

type Booking = CountLineWithGoods & { readonly movement: MovementDraft; readonly onHand: number };

function refuseOutdated(lines: readonly CountLineWithGoods[], outdated: ReadonlySet<string>): void {
  const names = lines.flatMap(({ goodsId, goods }) => (outdated.has(goodsId) ? [`"${goods.name}"`] : []));
  if (names.length === 0) return;
  throw new DomainError(
    'stock_count_outdated',
    `Another count has been closed since these were counted here: ${firstOf(names)}. Count them again, or take their lines back`,
  );
}

function refuseOutsideBooks(bookings: readonly Booking[]): void {
  const obstacleOf = ({ onHand, movement }: Booking) => countObstacle(onHand, movement);
  const impossible = bookings.filter((booking) => obstacleOf(booking) !== null);
  if (impossible.length === 0) return;
  const belowZero = impossible.some((booking) => obstacleOf(booking) === 'below zero');
  const goods = impossible.map(
    ({ goods, onHand, movement }) => `"${goods.name}" (${onHand} on hand, variance ${movement.quantityChange})`,
  );
  throw new DomainError(
    belowZero ? 'insufficient_stock' : 'stock_limit_exceeded',
    `Nothing is booked: the books cannot hold the stock of ${firstOf(goods)}. Count these again, or take their lines back`,
  );
}
