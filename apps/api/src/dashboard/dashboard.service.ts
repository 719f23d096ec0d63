import { Inject, Injectable } from '@nestjs/common';
import { daysOfCover } from '@tor/inventory/days-of-cover';
import { calendarDayAt, type CalendarDay } from '@tor/kernel/calendar-day';
import { firstOfPreviousMonth, lastOfMonth } from '@tor/kernel/calendar-month';
import type { Clock } from '@tor/kernel/clock';
import { moneyToNumber } from '@tor/kernel/money';
import type { TenantId } from '@tor/kernel/tenant-id';
import type { DayOfSales, MonthOfGoods } from '@tor/persistence/repositories/sales-totals.repository';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import type { TenantScope } from '@tor/persistence/tenant-scope';
import { CLOCK } from '../clock.module.js';
import { latestForecast, passedDays } from '../forecast/latest-forecast.js';
import { toGoodsView } from '../goods/dto/goods.view.js';
import type { DashboardView, LowStockGoods, SalesOfDay, TopSellingItem } from './dto/dashboard.view.js';
import { reportedMonth } from './reported-month.js';

const LOW_STOCK_GOODS = 10;

/** A month of a shop, read from the running totals: it takes as long after ten years of sales as after one. */
@Injectable()
export class DashboardService {
  constructor(
    private readonly database: TenantDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @param year as in the query; undefined: this year of the shop
   * @param month as in the query; undefined: this month of the shop
   * @throws DomainError `invalid_month`
   */
  month(tenantId: TenantId, year: unknown, month: unknown): Promise<DashboardView> {
    return this.database.read(tenantId, async (shop) => {
      const { timezone } = await shop.shop.settings();
      const today = calendarDayAt(this.clock(), timezone);
      const first = reportedMonth(year, month, today);
      const before = firstOfPreviousMonth(first);
      const days = await shop.totals.days(before, lastOfMonth(first));
      const chart = days.filter(({ saleDate }) => saleDate >= first);
      const { monthly_revenue, monthly_profit } = sumsOf(chart);
      return {
        ...yearAndMonth(first),
        top_low_stock: await lowStock(shop, today),
        sales_chart: chart.map(toSalesOfDay),
        ...{ monthly_revenue, monthly_profit },
        top_selling_item: toTopSellingItem(await shop.totals.bestSeller(first)),
        previous_month: { ...yearAndMonth(before), ...sumsOf(days.filter(({ saleDate }) => saleDate < first)) },
        stock_value: moneyToNumber(await shop.goodsTotals.stockValue()),
      };
    });
  }
}

async function lowStock(shop: TenantScope, today: CalendarDay): Promise<LowStockGoods[]> {
  const goods = await shop.goods.lowestStock(LOW_STOCK_GOODS);
  const ids = goods.map(({ id }) => id);
  const { run, inferenceOf } = await latestForecast(shop, today, ids);
  return goods.map((one) => {
    const { id, name, category, stock_quantity, price } = toGoodsView(one);
    const predicted = run ? inferenceOf.get(id)?.predicted.slice(passedDays(run, today)) : undefined;
    const cover = predicted ? daysOfCover(stock_quantity, predicted) : null;
    return { id, name, category, stock_quantity, price, days_of_cover: cover === null ? null : toTenths(cover) };
  });
}

function sumsOf(days: readonly DayOfSales[]): Record<'monthly_revenue' | 'monthly_profit' | 'total_quantity', number> {
  return {
    monthly_revenue: moneyToNumber(days.reduce((sum, { revenue }) => sum + revenue, 0n)),
    monthly_profit: moneyToNumber(days.reduce((sum, { profit }) => sum + profit, 0n)),
    total_quantity: days.reduce((sum, { quantity }) => sum + quantity, 0),
  };
}

function toSalesOfDay({ saleDate, quantity, revenue }: DayOfSales): SalesOfDay {
  return { date: saleDate, total_quantity: quantity, total_sales: moneyToNumber(revenue) };
}

function toTopSellingItem(best: MonthOfGoods | null): TopSellingItem {
  if (!best) return { name: 'N/A', total_quantity_sold: 0, total_profit: 0 };
  return { name: best.name, total_quantity_sold: best.quantity, total_profit: moneyToNumber(best.profit) };
}

function yearAndMonth(day: CalendarDay): { year: number; month: number } {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)) };
}

function toTenths(days: number): number {
  return Math.round(days * 10) / 10;
}
