import type { TenantScope } from '@tor/persistence/tenant-scope';
import { goodsIdOf, saleIdOf } from './write-arguments.js';

/** For writes that read no row. */
export async function holdNothing(): Promise<void> {}

/** Holds the goods that the arguments name. */
export async function holdGoods(shop: TenantScope, args: unknown): Promise<void> {
  await shop.goods.findForUpdate(await goodsIdOf(args));
}

/** Holds the sale that the arguments name, then its goods: the order in which every sale is held. */
export async function holdSale(shop: TenantScope, args: unknown): Promise<void> {
  const sale = await shop.sales.findForUpdate(await saleIdOf(args));
  if (sale) await shop.goods.findForUpdate(sale.goodsId);
}
