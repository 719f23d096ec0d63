import type { TenantScope } from '@tor/persistence/tenant-scope';
import { KnownGoodsIndex } from './known-goods.js';

/** All goods of a shop as they are at this moment, in short. */
export async function knownGoodsOf(shop: TenantScope): Promise<KnownGoodsIndex> {
  const known = new KnownGoodsIndex();
  for await (const rows of shop.transfer.knownGoods()) for (const goods of rows) known.add(goods);
  return known;
}
