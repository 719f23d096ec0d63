import { openingMovement } from '@tor/inventory/stock';
import { type Money, moneyFromNumber } from '@tor/kernel/money';
import type { TenantId } from '@tor/kernel/tenant-id';
import type { NewSale } from '@tor/persistence/repositories/sales.repository';
import type { TenantDatabase } from '@tor/persistence/tenant-database';
import type { TenantScope } from '@tor/persistence/tenant-scope';
import type { ShopGoods } from './plan-shop.js';

const COST_PERCENT = 60n;

/** What was loaded. */
export interface LoadedShop {
  readonly goodsIds: readonly string[];
  readonly sales: number;
}

/**
 * Writes goods, stock and history in one transaction.
 * @throws Error when the books do not balance; nothing is written then
 */
export function loadShop(database: TenantDatabase, tenant: TenantId, goods: readonly ShopGoods[]): Promise<LoadedShop> {
  return database.run(tenant, async (shop) => {
    const goodsIds: string[] = [];
    const sales: NewSale[] = [];
    for (const one of goods) {
      const price = moneyFromNumber(one.price);
      const id = await addGoods(shop, one, price);
      goodsIds.push(id);
      for (const { day, quantity, price: paid } of one.sales) {
        const unitPrice = moneyFromNumber(paid);
        sales.push({ goodsId: id, quantity, saleDate: day, unitPrice, unitCost: costOf(price) });
      }
    }
    sales.sort((a, b) => (a.saleDate < b.saleDate ? -1 : a.saleDate > b.saleDate ? 1 : 0));
    await shop.history.book(sales);
    const wrong = await shop.stock.unbalanced();
    if (wrong.length > 0) throw new Error(`The stock of ${wrong.length} goods is not the sum of its movements`);
    return { goodsIds, sales: sales.length };
  });
}

async function addGoods(shop: TenantScope, { name, code, onHand }: ShopGoods, price: Money): Promise<string> {
  const { id } = await shop.goods.insert({
    name,
    category: null,
    price,
    sku: code,
    unit: null,
    costPrice: costOf(price),
    leadTimeDays: null,
    lowStockThreshold: null,
  });
  const opening = openingMovement(onHand);
  if (opening !== null) await shop.stock.book(id, opening);
  return id;
}

function costOf(price: Money): Money {
  return (price * COST_PERCENT) / 100n;
}
