import { Inject, Injectable } from '@nestjs/common';
import { editSale, sell, voidSale } from '@tor/inventory/stock';
import { calendarDayAt, isCalendarDay, type CalendarDay } from '@tor/kernel/calendar-day';
import type { Clock } from '@tor/kernel/clock';
import { DomainError } from '@tor/kernel/domain-error';
import type { TenantId } from '@tor/kernel/tenant-id';
import type { Sale } from '@tor/persistence/entities/sale.entity';
import type { Page, PageRequest } from '@tor/persistence/repositories/page';
import type { SalesFilter, SaleWithGoods, SumsOfSales } from '@tor/persistence/repositories/sales.repository';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import type { TenantScope } from '@tor/persistence/tenant-scope';
import { CLOCK } from '../clock.module.js';
import { ValidationProblem } from '../http/validation.js';
import type { SaleCreate, SaleUpdate } from './dto/sale-input.js';

/** The sales of a shop. Each is one transaction that holds the goods' row: sale, stock and ledger line, or none of them. */
@Injectable()
export class SalesService {
  constructor(
    private readonly database: TenantDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  list(tenantId: TenantId, request: PageRequest & SalesFilter): Promise<Page<SaleWithGoods>> {
    return this.database.read(tenantId, (shop) => shop.sales.list(request));
  }

  /** What all sales of a list come to, not those of one page alone. */
  sums(tenantId: TenantId, filter: Pick<PageRequest, 'search'> & SalesFilter): Promise<SumsOfSales> {
    return this.database.read(tenantId, (shop) => shop.sales.sums(filter));
  }

  /** @throws DomainError `sale_not_found` */
  find(tenantId: TenantId, id: string): Promise<SaleWithGoods> {
    return this.database.read(tenantId, async (shop) => found(await shop.sales.find(id)));
  }

  /** Price and cost are frozen as they are now. @throws DomainError `goods_not_found`, `goods_archived`, `insufficient_stock` */
  create(tenantId: TenantId, input: SaleCreate): Promise<SaleWithGoods> {
    return this.database.run(tenantId, async (shop) => {
      const goods = await shop.goods.holdActive(input.goods_id);
      const movement = sell(goods.stockQuantity, input.quantity);
      const { timezone } = await shop.shop.settings();
      const saleDate = dayOfSale(input.sale_date, timezone);
      const sale = await shop.sales.insert({
        goodsId: goods.id,
        quantity: input.quantity,
        saleDate,
        unitPrice: goods.price,
        unitCost: goods.costPrice,
      });
      const { quantityChange } = await shop.stock.book(goods.id, movement, sale.id);
      await noteDemand(shop, this.#today(timezone), goods.id, [saleDate]);
      await shop.totals.add([sale]);
      return Object.assign(sale, { goods: { ...goods, stockQuantity: goods.stockQuantity + quantityChange } });
    });
  }

  /** The stock moves by the difference. @throws DomainError `sale_not_found`, `insufficient_stock` */
  update(tenantId: TenantId, id: string, input: SaleUpdate): Promise<SaleWithGoods> {
    return this.database.run(tenantId, async (shop) => {
      const sale = found(await shop.sales.findForUpdate(id));
      const onHand = await lockStock(shop, sale);
      const movement = editSale(onHand, sale.quantity, input.quantity ?? sale.quantity);
      const { timezone } = await shop.shop.settings();
      const saleDate = input.sale_date === undefined ? sale.saleDate : dayOfSale(input.sale_date, timezone);
      await shop.sales.update(id, { quantity: input.quantity ?? sale.quantity, saleDate });
      if (movement) await shop.stock.book(sale.goodsId, movement, id);
      await noteDemand(shop, this.#today(timezone), sale.goodsId, [sale.saleDate, saleDate]);
      const changed = found(await shop.sales.find(id));
      await shop.totals.change(sale, changed);
      return changed;
    });
  }

  /** The stock comes back. @throws DomainError `sale_not_found`, `stock_limit_exceeded` beyond the largest stock */
  remove(tenantId: TenantId, id: string): Promise<SaleWithGoods> {
    return this.database.run(tenantId, async (shop) => {
      const sale = found(await shop.sales.findForUpdate(id));
      const onHand = await lockStock(shop, sale);
      const deleted = found(await shop.sales.find(id));
      await shop.sales.delete(id);
      await shop.stock.book(sale.goodsId, voidSale(onHand, sale.quantity), id);
      const { timezone } = await shop.shop.settings();
      await noteDemand(shop, this.#today(timezone), sale.goodsId, [sale.saleDate]);
      await shop.totals.remove(sale);
      return deleted;
    });
  }

  #today(timezone: string): CalendarDay {
    return calendarDayAt(this.clock(), timezone);
  }
}

/** The shop's day of a sale: as it was given, or the day on which the given moment falls. @throws ValidationProblem */
function dayOfSale(given: string, timezone: string): CalendarDay {
  if (isCalendarDay(given)) return given;
  const day = calendarDayAt(new Date(given), timezone);
  if (day.startsWith('20')) return day;
  throw new ValidationProblem([
    { field: 'sale_date', message: `sale_date must be between 2000 and 2099, not on ${day}` },
  ]);
}

/** Holds the row of a sale's goods, archived or not. @returns the units on hand */
async function lockStock(shop: TenantScope, sale: Sale): Promise<number> {
  const goods = await shop.goods.findForUpdate(sale.goodsId);
  if (!goods) throw new DomainError('goods_not_found', 'The goods of this sale are gone');
  return goods.stockQuantity;
}

/** Today's sales become history tomorrow; a change to an earlier day makes the forecast stale at once. */
async function noteDemand(
  shop: TenantScope,
  today: CalendarDay,
  goodsId: string,
  days: readonly string[],
): Promise<void> {
  if (days.some((day) => day < today)) await shop.goods.noteDemandChange(goodsId);
  // A day of the future, mistyped, must not keep the shop active until then.
  for (const day of new Set(days)) await shop.sales.noteActivity(day < today ? day : today);
}

function found<T>(sale: T | null): T {
  if (!sale) throw new DomainError('sale_not_found', 'There is no sale of this id');
  return sale;
}
