import { z } from 'zod';
import { FORECAST_HORIZON_DAYS } from '@tor/forecast-queue/forecast-jobs';
import { moneyFromNumber } from '@tor/kernel/money';
import type { DashboardService } from '../../dashboard/dashboard.service.js';
import type { ForecastService } from '../../forecast/forecast.service.js';
import type { GoodsService } from '../../goods/goods.service.js';
import type { RestockService } from '../../restock/restock.service.js';
import { forecastFacts, restockFacts } from './facts.js';
import { PAGE, PAGE_ROWS } from './pages.js';
import { shopTool, type ShopTool } from './shop-tool.js';
import { withGoods } from './which-goods.js';

const MOST_BUDGET = 99_999_999_999;

/** What the outlook tools ask. */
export interface Outlook {
  readonly goods: GoodsService;
  readonly forecasts: ForecastService;
  readonly restock: RestockService;
  readonly dashboard: DashboardService;
}

/** What is to come, and how the month goes. */
export function outlookTools({ goods, forecasts, restock, dashboard }: Outlook): ShopTool[] {
  return [
    shopTool({
      name: 'get_forecast',
      description:
        'What one goods is expected to sell in the next days and what to order of it, with reasons; without goods: the 10 with the lowest stock.',
      schema: z.object({
        goods: z.string().min(1).max(200).optional().describe('name, SKU or id'),
        days: z.number().int().min(1).max(FORECAST_HORIZON_DAYS).optional().describe('days ahead, 7 when left out'),
      }),
      run: async (turn, { goods: asked, days = 7 }) => {
        const forecast = async (goodsId?: string): Promise<object> => {
          const views = await forecasts.forecast(turn.tenantId, days, goodsId, turn.patienceMs());
          return { forecasts: views.map((view) => forecastFacts(view, goodsId !== undefined)) };
        };
        return asked === undefined ? forecast() : withGoods(goods, turn, asked, forecast);
      },
    }),
    shopTool({
      name: 'get_restock_plan',
      description: 'What to buy now, most worthwhile first, with reasons; with a budget: the best basket inside it.',
      schema: z.object({
        budget: z.number().min(0).max(MOST_BUDGET).optional().describe("in the shop's currency"),
        page: PAGE,
      }),
      run: async ({ tenantId, patienceMs }, { budget, page = 1 }) => {
        const amount = budget === undefined ? null : moneyFromNumber(budget);
        const { data, ...rest } = await restock.list(tenantId, amount, { page, limit: PAGE_ROWS }, patienceMs());
        const { total, total_cost, budget_left, as_of, stale, goods_without_forecast, reasons } = rest;
        return {
          ...{ total, page, rows_a_page: PAGE_ROWS, total_cost },
          ...(budget === undefined ? {} : { budget, budget_left }),
          ...{ as_of, stale, goods_without_forecast, reasons, buy: data.map(restockFacts) },
        };
      },
    }),
    shopTool({
      name: 'get_dashboard',
      description:
        'A month at a glance: revenue, profit, best seller, the month before, the lowest stock, the value of the stock. Left out: this month.',
      schema: z.object({
        year: z.number().int().min(2000).max(2099).optional(),
        month: z.number().int().min(1).max(12).optional(),
      }),
      run: async ({ tenantId }, { year, month }) => {
        const view = await dashboard.month(tenantId, year?.toString(), month?.toString());
        const { sales_chart, top_low_stock, ...rest } = view;
        const low = top_low_stock.map(({ name, stock_quantity, days_of_cover }) => ({
          ...{ name, stock_quantity, days_of_cover },
        }));
        return { ...rest, days_with_sales: sales_chart.length, top_low_stock: low };
      },
    }),
  ];
}
