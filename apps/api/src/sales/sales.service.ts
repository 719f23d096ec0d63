import { Inject, Injectable } from '@nestjs/common';
import { editSale, sell, voidSale } from '@tor/inventory/stock';
import { calendarDayAt } from '@tor/kernel/calendar-day';
import type { Clock } from '@tor/kernel/clock';
import { DomainError } from '@tor/kernel/domain-error';
import type { TenantId } from '@tor/kernel/tenant-id';
import type { Sale } from '@tor/persistence/entities/sale.entity';
import type { Page, PageRequest } from '@tor/persistence/repositories/page';
import type { SaleWithGoods } from '@tor/persistence/repositories/sales.repository';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import type { TenantScope } from '@tor/persistence/tenant-scope';
import { CLOCK } from '../clock.module.js';
import type { SaleCreate, SaleUpdate } from './dto/sale-input.js';

/** The sales of a shop. Each is one transaction that holds the goods' row: sale, stock and ledger line, or none of them. */
@Injectable()
export class SalesService {
  constructor(
    private readonly database: TenantDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  list(tenantId: TenantId, page: PageRequest): Promise<Page<SaleWithGoods>> {
    return this.database.run(tenantId, (shop) => shop.sales.list(page));
  }

  /** Price and cost are frozen as they are now. @throws DomainError `goods_not_found`, `goods_archived`, `insufficient_stock` */
  create(tenantId: TenantId, input: SaleCreate): Promise<SaleWithGoods> {
    return this.database.run(tenantId, async (shop) => {
      const goods = await shop.goods.holdActive(input.goods_id);
      const movement = sell(goods.stockQuantity, input.quantity);
      const id = await shop.sales.insert({
        goodsId: goods.id,
        quantity: input.quantity,
        saleDate: input.sale_date,
        unitPrice: goods.price,
        unitCost: goods.costPrice,
      });
      await shop.stock.book(goods.id, movement, id);
      await noteDemand(shop, this.clock(), goods.id, [input.sale_date]);
      const booked = found(await shop.sales.find(id));
      await shop.totals.add([booked]);
      return booked;
    });
  }

  /** The stock moves by the difference. @throws DomainError `sale_not_found`, `insufficient_stock` */
  update(tenantId: TenantId, id: string, input: SaleUpdate): Promise<SaleWithGoods> {
    return this.database.run(tenantId, async (shop) => {
      const sale = found(await shop.sales.findForUpdate(id));
      const onHand = await lockStock(shop, sale);
      const movement = editSale(onHand, sale.quantity, input.quantity ?? sale.quantity);
      await shop.sales.update(id, {
        ...(input.quantity === undefined ? {} : { quantity: input.quantity }),
        ...(input.sale_date === undefined ? {} : { saleDate: input.sale_date }),
      });
      if (movement) await shop.stock.book(sale.goodsId, movement, id);
      await noteDemand(shop, this.clock(), sale.goodsId, [sale.saleDate, input.sale_date ?? sale.saleDate]);
      const changed = found(await shop.sales.find(id));
      await shop.totals.change(sale, changed);
      return changed;
    });
  }

  /** The stock comes back. @throws DomainError `sale_not_found`, `invalid_value` beyond the largest stock */
  remove(tenantId: TenantId, id: string): Promise<SaleWithGoods> {
    return this.database.run(tenantId, async (shop) => {
      const sale = found(await shop.sales.findForUpdate(id));
      const onHand = await lockStock(shop, sale);
      const deleted = found(await shop.sales.find(id));
      await shop.sales.delete(id);
      await shop.stock.book(sale.goodsId, voidSale(onHand, sale.quantity), id);
      await noteDemand(shop, this.clock(), sale.goodsId, [sale.saleDate]);
      await shop.totals.remove(sale);
      return deleted;
    });
  }
}

/** Holds the row of a sale's goods, archived or not. @returns the units on hand */
async function lockStock(shop: TenantScope, sale: Sale): Promise<number> {
  const goods = await shop.goods.findForUpdate(sale.goodsId);
  if (!goods) throw new DomainError('goods_not_found', 'The goods of this sale are gone');
  return goods.stockQuantity;
}

/** Today's sales become history tomorrow; a change to an earlier day makes the forecast stale at once. */
async function noteDemand(shop: TenantScope, now: Date, goodsId: string, days: readonly string[]): Promise<void> {
  const { timezone } = await shop.shop.settings();
  const today = calendarDayAt(now, timezone);
  if (days.some((day) => day < today)) await shop.goods.noteDemandChange(goodsId);
  // A day of the future, mistyped, must not keep the shop active until then.
  for (const day of new Set(days)) await shop.sales.noteActivity(day < today ? day : today);
}

function found<T>(sale: T | null): T {
  if (!sale) throw new DomainError('sale_not_found', 'There is no sale of this id');
  return sale;
}
